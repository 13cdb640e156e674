// read.mjs ICAL.JS ROOT - reads every .ics below ROOT with ical.js (an independent parser) and prints each event as a line:
// path, start, end, rule, summary, location, uid, address, description, separated by tabs. What breaks RFC 5545 goes to stderr, and exit is 1.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [library, root] = process.argv.slice(2);
const ICAL = (await import(pathToFileURL(library))).default;
let bad = 0;

function complain(file, text) {
  console.error(`${file}: ${text}`);
  bad++;
}

// Every line ends in CRLF, has 75 octets at most, and is UTF-8 by itself.
function checkLines(file, bytes) {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let from = 0;
  while (from < bytes.length) {
    const end = bytes.indexOf('\n', from);
    if (end < 0 || bytes[end - 1] !== 13) return complain(file, 'a line does not end in CRLF');
    if (end - 1 - from > 75) complain(file, `a line of ${end - 1 - from} octets`);
    try {
      strict.decode(bytes.subarray(from, end - 1));
    } catch {
      complain(file, 'a letter is cut in two');
    }
    from = end + 1;
  }
}

function show(time) {
  return time.isDate ? time.toString() : time.toJSDate().toISOString();
}

// Times count in the calendar's own VTIMEZONE; ical.js knows no other.
function readCalendar(file, text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const seen = new Set();
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  for (const wanted of ['version', 'prodid'])
    if (!calendar.hasProperty(wanted)) complain(file, `no ${wanted}`);
  for (const part of calendar.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(part), zone = part.getFirstProperty('dtstart').getParameter('tzid');
    for (const wanted of ['uid', 'dtstamp', 'dtstart', 'summary'])
      if (!part.hasProperty(wanted)) complain(file, `an event without ${wanted}`);
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(part.getFirstPropertyValue('dtstamp').toString()))
      complain(file, 'a stamp that is not in UTC');
    if (zone && !ICAL.TimezoneService.has(zone)) complain(file, `no time zone ${zone}`);
    if (seen.has(event.uid)) complain(file, `two events are ${event.uid}`);
    seen.add(event.uid);
    const rule = part.getFirstPropertyValue('rrule');
    console.log([file, show(event.startDate), show(event.endDate), rule ? rule.toString() : '', event.summary,
      event.location ?? '', event.uid, part.getFirstPropertyValue('url') ?? '', event.description ?? '']
      .map((field) => field.replaceAll('\n', '␤')).join('\t'));
  }
  if (!seen.size) complain(file, 'no event');
}

for (const entry of fs.readdirSync(root, { recursive: true }).sort()) {
  if (!entry.endsWith('.ics')) continue;
  const bytes = fs.readFileSync(path.join(root, entry));
  checkLines(entry, bytes);
  try {
    readCalendar(entry, bytes.toString('utf8'));
  } catch (error) {
    complain(entry, error.message);
  }
}
process.exit(bad ? 1 : 0);
