"""http.py PORT CASES - each case of the file, sent as it stands over a socket of its own, and the status that came back, as TAP.

A case is two lines: "NAME = STATUS[|STATUS]" and the bytes of the request, with escapes as in Python's strings; {port} is the port, and
{a*N} stands for N letters. "none" as a status: closed without a word.
"""
import re
import socket
import sys

port, cases = int(sys.argv[1]), sys.argv[2]


def ask(request):
    with socket.create_connection(("127.0.0.1", port), 5) as s:
        try:
            s.sendall(request)
        except OSError:
            pass
        got = b""
        s.settimeout(5)
        try:
            while not re.search(rb"\r\n\r\n", got):
                more = s.recv(65536)
                if not more:
                    break
                got += more
        except OSError:
            pass
    return got


lines = [line.rstrip("\n") for line in open(cases, encoding="utf-8") if line.strip() and not line.startswith("#")]
failed = 0
for n, (head, request) in enumerate(zip(lines[::2], lines[1::2]), 1):
    name, wanted = head.rsplit(" = ", 1)
    text = request.replace("{port}", str(port))
    text = re.sub(r"\{a\*(\d+)\}", lambda m: "a" * int(m[1]), text)
    got = ask(text.encode().decode("unicode_escape").encode("latin-1"))
    status = got[9:12].decode("latin-1") if got.startswith(b"HTTP/1.1 ") else "none"
    leak = b"root:x:" in got or b"[core]" in got
    headers = got.lower()
    missing = [h for h in (b"content-security-policy:", b"x-content-type-options: nosniff") if h not in headers] if status in ("200", "404", "405", "421") else []
    good = status in wanted.split("|") and not leak and not missing
    failed += not good
    print(f"{'ok' if good else 'not ok'} {n} - {name}: {status}")
    if not good:
        print(f"#   wanted {wanted}{', nothing of the system' if leak else ''}{', with ' + str(missing) if missing else ''}\n#   got {got[:200]!r}")
sys.exit(failed > 0)
