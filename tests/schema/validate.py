"""validate.py SITE OUT SCHEMA: every page of OUT/api/pages.json that has a file, its front matter against its type's part of
SCHEMA, by an independent validator. Prints "SOURCE: PLACE: WHY" for each that does not hold; the last line counts the pages."""
import json
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """YAML 1.2's core, as editors' plugins read it: no dates, no yes and no, no numbers to base 60."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])


def front(path):
    text = open(path, encoding="utf-8").read()
    parts = text.split("---\n", 2)
    return yaml.load(parts[1], Core) if len(parts) == 3 and parts[0] == "" else {}


site, out, schema = sys.argv[1:4]
schema = json.load(open(schema, encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
n = 0
for page in json.load(open(f"{out}/api/pages.json", encoding="utf-8")):
    if not page["source"] or not page["type"]:
        continue
    n += 1
    part = {"$ref": f"#/$defs/{page['type']}", "$defs": schema["$defs"]}
    for e in jsonschema.Draft202012Validator(part).iter_errors(front(f"{site}/{page['source']}")):
        print(f"{page['source']}: {'.'.join(map(str, e.absolute_path))}: {e.message[:100]}")
print(n, "pages")
