"""plant.py SITE SCHEMA: beside the pages of SITE, a hidden copy for each page type that has a page, with a canary word in every
text that the schema lets an editor write, in names, files and aliases. Words: those of pages hidden for ever begin with
"kanariefugl"; of those published from 2027-02-01 until 2027-03-01 with "traekfugl". Prints "TYPE NAME" for each page made."""
import json
import os
import re
import shutil
import sys

import yaml


class Text(yaml.SafeLoader):
    """Every scalar as it was written."""


Text.yaml_implicit_resolvers = {}
ENGINE = {"title", "type", "date", "draft", "publish", "expires", "owner", "reviewed", "review_every", "replaced_by",
          "aliases", "slug", "tags", "order", "sort_as", "keywords", "layout", "toc", "attachments", "queries", "summary"}


def planted(value, schema, word):
    """The value with the word in each free text, as the schema allows."""
    if "anyOf" in schema:
        return value
    kind = schema.get("type")
    if kind == "object" and isinstance(value, dict):
        return {k: planted(v, schema["properties"].get(k, {}), word) for k, v in value.items()}
    if kind == "array" and isinstance(value, list):
        return [planted(v, schema["items"], word) for v in value]
    if kind == ["string", "number", "boolean"] and isinstance(value, str) and "pattern" not in schema:
        room = schema.get("maxLength", 10**6) - len(word) - 1
        return f"{word} {value[:room]}" if room >= 0 else value
    return value


def front(text):
    parts = text.split("---\n", 2)
    return yaml.load(parts[1], Text) or {}, parts[2]


def hidden_copy(site, source, schema, word, gate):
    data, body = front(open(f"{site}/{source}", encoding="utf-8").read())
    new = {k: v if k in ENGINE else planted(v, schema["properties"].get(k, {}), word) for k, v in data.items()}
    for k in ("slug", "aliases", "attachments", "replaced_by"):
        new.pop(k, None)
    new.update(title=f"Titel {word}", summary=f"Resume {word}.", aliases=[f"alias-{word}/"], keywords=[f"søg{word}"],
               tags=[f"emne {word}"], attachments=[{"file": f"bilag-{word}.svg", "title": f"Bilag {word}"}], **gate)
    folder = os.path.dirname(source)
    name = f"{folder}/side-{word}.md"
    for part in ("bilag", "foto"):
        with open(f"{site}/{folder}/{part}-{word}.svg", "w") as f:
            f.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><title>{word}</title></svg>')
    links = re.findall(r"\]\(([^)]+)\)", body)[:3]
    with open(f"{site}/{name}", "w") as f:
        f.write("---\n" + yaml.safe_dump(new, allow_unicode=True, sort_keys=False, default_style=None) + "---\n\n")
        f.write(f"## Afsnit {word}\n\nTekst {word} om Æ{word.upper()} ![billede {word}](foto-{word}.svg) [adresse](https://{word}.example/)\n\n")
        f.write("".join(f"- [{word}]({link})\n" for link in links))
    return name


site, schema = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
done = set()
for page in json.load(open(f"{site}/public/api/pages.json", encoding="utf-8")):
    kind = page["type"]
    if kind in done or not kind or not page["source"] or page["source"].endswith("/index.md"):
        continue
    done.add(kind)
    part = schema["$defs"][kind]
    print(kind, hidden_copy(site, page["source"], part, f"kanariefugl{len(done)}a", {"draft": True}))
    print(kind, hidden_copy(site, page["source"], part, f"kanariefugl{len(done)}b", {"expires": "2026-01-01"}))
    print(kind, hidden_copy(site, page["source"], part, f"kanariefugl{len(done)}c", {"publish": "2099-01-01"}))
    print(kind, hidden_copy(site, page["source"], part, f"traekfugl{len(done)}d",
                            {"publish": "2027-02-01", "expires": "2027-03-01"}))
shutil.rmtree(f"{site}/public")
