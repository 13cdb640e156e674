// Content as awkward as editors' can be, on the project's own layouts and on the built-in ones: titles of 200 characters, words of 60
// letters, no summary, 300 inputs in one theme and none in another, a table of 12 columns, text from right to left, long lines of code,
// deep lists, 80 headings. Nothing lies on anything else, nothing scrolls the page sideways.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { done, is, launch, missing, open, skip } from './browser.mjs';
import { accessible, apart, enlarged, fits } from './checks.mjs';
import { nginx, serveByNginx } from './nginx.mjs';

const why = missing() ?? (nginx ? null : 'nginx is not installed (make test-deps)');
if (why) skip(why);

const { VB, TMP, ROOT } = process.env;
const write = (name, text) => {
  fs.mkdirSync(`${TMP}/${name}`.replace(/\/[^/]*$/, ''), { recursive: true });
  fs.writeFileSync(`${TMP}/${name}`, text);
};
const word = 'arbejdsmarkedsuddannelsesrepræsentantskabsmødereferatskriver'; // 60 letters
const title = `${word} og alt det andet, som også skulle stå i en titel, fordi ingen kunne blive enige om at skære noget væk, ${word}`.slice(0, 199);
const row = (n, text) => `| ${Array.from({ length: n }, (_, i) => `${text} ${i + 1}`).join(' | ')} |`;
const awkward = `En ${word} skriver, og ${word}.

| ${Array(12).fill('Kolonneoverskrift').join(' | ')} |
|${'---|'.repeat(12)}
${row(12, 'Værdi')}
${row(12, word)}

\`\`\`
${'kode '.repeat(80)}
\`\`\`

Her er \`${'x'.repeat(400)}\` midt i teksten, og <https://kommune.example/${'sti/'.repeat(60)}>.

هذا نص من اليمين إلى اليسار مع كلمات طويلة جدا وبعض الأرقام 12345 ثم نص آخر.

${Array.from({ length: 12 }, (_, i) => `${'  '.repeat(i)}- Trin ${i + 1} med lidt tekst`).join('\n')}

> > > > > Et citat i et citat i et citat i et citat i et citat med en ${word}.

> [!WARNING]
> ${word}

Et ord[^1] med fodnote.

[^1]: ${word} ${'y'.repeat(120)}
`;
const headings = Array.from({ length: 80 }, (_, i) => `${i % 3 ? '###' : '##'} Overskrift ${i + 1} ${i % 9 ? '' : word}\n\nTekst.\n`).join('\n');

// The project's own types and layouts around it.
for (const folder of ['content', 'layouts', 'assets']) fs.cpSync(`${ROOT}/${folder}`, `${TMP}/${folder}`, { recursive: true });
const front = (name, change) => write(`content/${name}`, change(fs.readFileSync(`${ROOT}/content/${name}`, 'utf8')));
write('content/vejledninger/laang.md', `---\ntitle: ${title}\nowner: redaktionen\nreview_every: 12\n---\n\n${awkward}\n`);
write('content/vejledninger/overskrifter.md', `---\ntitle: ${word}\nowner: redaktionen\nreview_every: 12\n---\n\n${headings}\n`);
for (let i = 0; i < 300; i++)
  write(`content/stationsinput/2022-11-01/mange-${i}.md`, `---\ntitle: ${i % 10 ? `Endnu et input nummer ${i}` : title}\nowner: sundhed-og-omsorg\narrangement: arbejdsmiljoedag-2022\nstation: digitale-muligheder\nnummer: ${100 + i}\norder: ${9000 + i}\ntekst: ${i % 7 ? 'Kort.' : `${word} ${word}`}\n---\n`);
for (const name of fs.readdirSync(`${ROOT}/content/stationsinput/2022-11-01`).filter((name) => fs.readFileSync(`${ROOT}/content/stationsinput/2022-11-01/${name}`, 'utf8').includes('station: en-staerk-fortaelling\n')))
  fs.rmSync(`${TMP}/content/stationsinput/2022-11-01/${name}`); // a theme without any input
for (const name of ['anbefalinger/anbefaling-8.md', 'temaer/digitale-muligheder.md', 'arrangementer/arbejdsmiljoedag-2022.md', 'kampagner/foraarskampagne-2024.md', 'enheder/it-og-digitalisering.md', 'netvaerk/tvaergaaende-kommunikationsgruppe.md'])
  front(name, (text) => text.replace(/^title: .*$/m, `title: ${title}`).replace(/^summary: .*\n/m, ''));
front('_site.yaml', (text) => text.replace(/^video: .*/m, 'video: [vimeo.com]'));
write('content/kommunikationsprodukter/film.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" viewBox="0 0 640 360"><path d="M0 0h640v360H0z"/></svg>');
write('content/kommunikationsprodukter/film.md', `---\ntitle: ${title}\nsummary: En film.\nowner: redaktionen\nart: video\nlink: https://vimeo.com/1\nforsidebillede: film.svg\nalt: ${word}\nundertekster: ja\ntransskription: ${word} ${word}\npersondata: {personer: nej, behandlingsgrundlag: aftale, esdh_ref: 26-1, formaal: ${word}, kanaler: [Intranet], gyldig_til: 2026-12-20}\n---\n`);

// A plain folder of Markdown, with a picture that is missing.
write('plain/index.md', `# ${title}\n\n![](mangler.png)\n\n${awkward}`);
write('plain/overskrifter.md', `# ${word}\n\n${headings}`);
write('plain/tom.md', '');
for (let i = 0; i < 40; i++) write(`plain/${'mappe/'.repeat(i % 6 + 1)}side-${i}.md`, `---\ntitle: ${i % 5 ? `Side ${i}` : title}\n---\n\n${word}\n`);

const built = (site, out) => {
  execFileSync(VB, ['build', '--no-cache', '--keep-going', '--now', '2026-11-22', '--site', site, '--out', out], { stdio: ['ignore', 'pipe', 'ignore'] });
  return out;
};
const sites = [
  ['own', built(TMP, `${TMP}/own`), ['', 'vejledninger/laang/', 'vejledninger/overskrifter/', 'vejledninger/', 'temaer/digitale-muligheder/', 'temaer/en-staerk-fortaelling/', 'anbefalinger/anbefaling-8/', 'anbefalinger/', 'arrangementer/arbejdsmiljoedag-2022/',
    'kampagner/foraarskampagne-2024/', 'stationsinput/', 'stationsinput/2022-11-01/', 'stationsinput/2022-11-01/mange-0/', 'temaer-og-stationer/', 'hvem-arbejder-med-hvad/', 'netvaerk/tvaergaaende-kommunikationsgruppe/', 'temaudgaver/temaudgave-digitale-muligheder/', 'dialogark/dialogark-digitale-muligheder/', 'a-aa/', 'aarshjul/', 'indholdstjek/', 'nyt/', 'kommunikationsprodukter/film/']],
  ['plain', built(`${TMP}/plain`, `${TMP}/plain-out`), ['', 'overskrifter/', 'tom/', 'mappe/', 'mappe/mappe/mappe/']],
];
const browser = await launch();
for (const [name, folder, addresses] of sites) {
  const { origin } = await serveByNginx(folder);
  const page = await open(browser, origin, null, { reducedMotion: 'reduce' });
  for (const address of addresses) {
    const faults = [], say = (where, list) => faults.push(...list.map((fault) => `${where}: ${fault}`));
    await page.goto(origin + address);
    for (const width of [1200, 375, 320]) {
      await page.setViewportSize({ width, height: 800 });
      say(width, await fits(page));
      say(width, await apart(page));
    }
    say(320, await accessible(page));
    await page.setViewportSize({ width: 1200, height: 800 });
    say('enlarged', await enlarged(page));
    is(`${name}: /${address}`, faults, []);
    if (process.env.SHOTS) for (const width of [1200, 375]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${address.replaceAll('/', '_')}${width}.png` });
    }
  }
  is(`${name}: no error, no other host`, page.faults.filter((fault) => !(name === 'plain' && fault.includes('404'))), []); // the picture that is missing
}
await browser.close();
done();
