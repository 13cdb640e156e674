# The history of the site: two authors, a co-author, a rename, commits that do not count. Run in its folder.
at() { # at DAY NAME MAIL MESSAGE: one commit of everything
  export GIT_AUTHOR_DATE="2026-$1T10:00:00+01:00" GIT_COMMITTER_DATE="2026-$1T10:00:00+01:00" GIT_AUTHOR_NAME=$2 GIT_AUTHOR_EMAIL=$3
  git add -A && git commit -q -m "$4"
}
git init -q -b main
printf -- '---\ntitle: Husregler\n---\n\nSe [reglerne for køkkenet](koekken.md).\n' >content/index.md
printf -- '---\ntitle: Køkken\n---\n\nTag din egen kop.\n\n## Opvask\n\nEnhver vasker sin egen kop op.\n\n## Køleskab\n\nTømmes hver fredag klokken tolv.\n' >content/tekoekken.md
sed -i 's/koekken/tekoekken/' content/index.md
at 01-05 'Ane Hansen' ane@kommune.example 'Regler for køkkenet'
sed -i 's/fredag klokken tolv/fredag klokken ti/' content/tekoekken.md
at 01-12 'Bo Lund' bo@kommune.example "Køleskabet tømmes før mødet

Co-authored-by: Ane Hansen <ane@kommune.example>"
git mv content/tekoekken.md content/koekken.md
sed -i 's/tekoekken/koekken/' content/index.md
at 02-01 'Cecilie Friis' cecilie@kommune.example 'Navnet'
sed -i 's/Tag din egen kop/Tag din egen kop med/' content/koekken.md
at 02-09 'Bo Lund' bo@kommune.example 'ret: stavefejl'
printf '\nOg din egen ske.\n' >>content/koekken.md
at 02-10 'Bo Lund' bo@kommune.example "Skeer

Attribution: skip"
printf -- '---\ntitle: Cykler\n---\n\nStilles i skuret.\n' >content/cykler.md
at 03-02 'Dan Ny' dan@kommune.example 'Cykler'
