#!/usr/bin/env python3
"""sweep.py KIND VB TOOLS FOLDER [MOST [JOBS]] - builds of one output, each with a fault of its own; what may be seen after each?

  alloc   one allocation fails, of one process or of each worker, and for every tenth all that follow as well
  calls   one call of the file system fails, with each error that fits it, or moves half of its bytes
  kill    kill -9 before or after one of the calls
  room    the disk has room for ever more bytes, or the process for ever more descriptors

Faults strike the program and its workers, in builds with an empty cache and with a full one. MOST: about so many faults, spread
over all there could be (0: all). JOBS: so many sweeps at once. FOLDER: to work in, removed before and after.

After each fault the output is the old tree or the new one, byte for byte; exit 0 means the new one; 1 and 3 are the only other ends.
Then (after every fourth, and after each that failed) a build without a fault gives the new tree, leaves beside the output what always lies there, nothing among the temporary files, and in
the cache no more files than builds without faults. The last line counts."""
import errno, hashlib, os, random, re, resource, shutil, signal, struct, subprocess, sys, threading, zlib

KIND, VB, TOOLS, FOLDER = sys.argv[1:5]
MOST, JOBS = (int(sys.argv[5]) if len(sys.argv) > 5 else 0), (int(sys.argv[6]) if len(sys.argv) > 6 else 1)
VB, TOOLS, ROOT = os.path.abspath(VB), os.path.abspath(TOOLS), os.path.realpath(os.path.dirname(__file__) + '/../..')
HEAL_EVERY, PATIENCE, SHOWN = 4, 120, 20

# What each call may give. EINTR only where a signal or a file system over the network can make it so.
READS, WRITES, NAMES = 'EIO', 'EIO ENOSPC EDQUOT EINTR EFBIG', 'EIO ENOSPC EACCES EROFS EDQUOT'
ERRORS = {
    'open': 'EMFILE ENFILE EACCES EIO ENOMEM', 'creating': 'ENOSPC EROFS EDQUOT EINTR', 'openat2': 'EMFILE ENFILE EACCES EIO ENOMEM ELOOP ENOSPC EROFS EDQUOT',
    'read': 'EIO EINTR short', 'pread64': 'EIO EINTR short', 'readv': READS, 'write': WRITES + ' short', 'pwrite64': WRITES + ' short', 'writev': WRITES,
    'copy_file_range': 'EIO ENOSPC EXDEV ENOSYS', 'sendfile': 'EIO ENOSPC EINVAL', 'close': 'EIO EINTR', 'dup': 'EMFILE', 'fcntl': 'EMFILE EINTR ENOLCK',
    'stat': 'EIO EACCES ENOMEM', 'statfs': 'EIO', 'access': 'EIO EACCES', 'getdents64': 'EIO ENOMEM', 'readlink': 'EIO EACCES',
    'getcwd': 'ENOENT ENOMEM', 'lseek': 'EINVAL', 'mkdir': NAMES + ' EMLINK', 'unlink': 'EIO EACCES EROFS EBUSY', 'rename': NAMES + ' EBUSY',
    'renameat2': NAMES + ' EINVAL ENOSYS', 'link': NAMES + ' EPERM EMLINK', 'symlink': NAMES + ' EPERM', 'chmod': 'EPERM EROFS EIO', 'utimensat': 'EPERM EROFS',
    'truncate': 'EIO EFBIG ENOSPC', 'fallocate': 'ENOSPC EOPNOTSUPP', 'fsync': 'EIO ENOSPC EDQUOT', 'flock': 'EINTR ENOLCK', 'mmap': 'ENOMEM EACCES',
    'mprotect': 'ENOMEM', 'memfd_create': 'EMFILE ENFILE ENOMEM', 'pipe2': 'EMFILE ENFILE', 'poll': 'EINTR ENOMEM', 'wait4': 'EINTR', 'clone': 'EAGAIN ENOMEM',
    'pidfd_open': 'EMFILE ENOSYS', 'getrandom': 'ENOSYS EINTR'}
SAME = {'openat': 'open', 'creat': 'open', 'lstat': 'stat', 'fstat': 'stat', 'newfstatat': 'stat', 'statx': 'stat', 'fstatfs': 'statfs', 'faccessat': 'access',
        'faccessat2': 'access', 'readlinkat': 'readlink', 'mkdirat': 'mkdir', 'rmdir': 'unlink', 'unlinkat': 'unlink', 'renameat': 'rename', 'linkat': 'link',
        'symlinkat': 'symlink', 'fchmod': 'chmod', 'fchmodat': 'chmod', 'ftruncate': 'truncate', 'fdatasync': 'fsync', 'syncfs': 'fsync', 'clone3': 'clone'}


STOP = threading.Event()  # SIGTERM: no more faults, but the count of those that there were
signal.signal(signal.SIGTERM, lambda *_: STOP.set())


def tree(root):
    """{path: hash of the bytes}, or None where there is none"""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, 'rb') as f:
                found[os.path.relpath(path, root)] = hashlib.sha256(f.read()).hexdigest()
    return found or None


def picture(width, height):
    """a PNG that is worth making smaller"""
    def chunk(kind, body):
        return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
    noise = random.Random(1)
    rows = b''.join(b'\0' + noise.randbytes(width) for _ in range(height))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


def make_sites(folder):
    """Two states of one site of fifty pages, with types, pictures, attachments and a history."""
    a, b = f'{folder}/a', f'{folder}/b'
    shutil.copytree(f'{ROOT}/tests/sites/typed', a, ignore=shutil.ignore_patterns('want', 'messages'))
    with open(f'{ROOT}/tests/sites/folder/content/billeder/skitse.svg') as f:
        svg = f.read()
    with open(f'{a}/content/skitse.svg', 'w') as f:
        f.write(svg[svg.index('<svg'):])
    os.makedirs(f'{a}/content/sider')
    with open(f'{a}/content/billede.png', 'wb') as f:
        f.write(picture(1000, 700))
    for i in range(40):
        with open(f'{a}/content/sider/side-{i}.md', 'w') as f:
            f.write(f'---\ntitle: Side {i}\ntags: [emne-{i % 7}, fælles]\n---\n\n## Første\n\nSe [den næste](side-{(i + 1) % 40}.md#anden) '
                    f'og ![skitsen](../skitse.svg).\n\n## Anden\n\nOrd {i}. ![billedet](../billede.png)\n')
    def git(site, *words):
        who = {f'GIT_{role}_{what}': value for role in ('AUTHOR', 'COMMITTER')
               for what, value in (('NAME', 'Ane Hansen'), ('EMAIL', 'ane@kommune.example'), ('DATE', '2026-01-05T10:00:00+0100'))}
        subprocess.run(['git', '-C', site, *words], check=True, stdout=subprocess.DEVNULL, env={**os.environ, **who})
    git(a, 'init', '-q', '-b', 'main'), git(a, 'add', '-A'), git(a, 'commit', '-qm', 'start')
    shutil.copytree(a, b)
    for i in range(0, 40, 9):
        with open(f'{b}/content/sider/side-{i}.md', 'a') as f:
            f.write('\nEt ord mere.\n')
    git(b, 'mv', 'content/sider/side-20.md', 'content/sider/flyttet.md')
    with open(f'{b}/content/sider/side-19.md') as f:
        text = f.read().replace('side-20', 'flyttet')
    with open(f'{b}/content/sider/side-19.md', 'w') as f:
        f.write(text)
    git(b, 'add', '-A'), git(b, 'commit', '-qm', 'ændring')


class Bench:
    """An output of its own, its cache, and what is in force."""
    def __init__(self, folder, sites, trees=None):
        self.folder, self.sites, self.out, self.cache, self.tmp = folder, sites, f'{folder}/live', f'{folder}/cache', f'{folder}/tmp'
        os.makedirs(self.tmp)
        self.shows, self.trees, self.since = 'a', trees or {}, 0
        self.env = {**os.environ, 'TMPDIR': self.tmp, 'LC_ALL': 'C.UTF-8'}
        for state in 'b', 'a':
            self.run(self.build(state))
            self.trees.setdefault(state, tree(self.out))
        self.beside, self.kept = self.lies_beside(), len(os.listdir(self.cache))

    def build(self, state):
        return [VB, 'build', '--site', f'{self.sites}/{state}', '--out', self.out, '--cache', self.cache, '--now', '2026-11-22', '--jobs', '2']

    def run(self, command, env={}, limits=None):
        """exit code (128 + signal), and what it said"""
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.folder,
                              env={**self.env, **env}, preexec_fn=limits, start_new_session=True) as p:
            try:
                said = p.communicate(timeout=PATIENCE)[0]
            except subprocess.TimeoutExpired:
                os.killpg(p.pid, signal.SIGKILL)
                return 'hangs', ''
        return (p.returncode if p.returncode >= 0 else 128 - p.returncode), said.decode(errors='replace')

    def lies_beside(self):
        return sorted(name for name in os.listdir(self.folder) if name.startswith('.')), sorted(os.listdir(f'{self.folder}/.live.build'))

    def target(self):
        return 'b' if self.shows == 'a' else 'a'

    def judge(self, target, code, killed=False):
        """what is wrong, or None"""
        now = tree(self.out)
        wrong = []
        if now == self.trees[target]:
            self.shows = target
        elif now != self.trees[self.shows]:
            wrong.append('a tree that is neither the old nor the new: ' + self.difference(now, target))
        elif code == 0:
            wrong.append('exit 0 without the new tree')
        if code not in ((0, 1, 3, 137) if killed else (0, 1, 3)):
            wrong.append(f'ends with {code}')
        return '; '.join(wrong) or None

    def difference(self, now, target):
        now, want = now or {}, self.trees[target]
        names = sorted(name for name in {*now, *want} if now.get(name) != want.get(name))
        return f'{len(names)} files, {names[:4]}'

    def heal(self):
        """what a build without a fault does not put right, or None"""
        target, wrong = self.target(), []
        code, said = self.run(self.build(target))
        if code != 0:
            wrong.append(f'the next build ends with {code}: {said}')
        now = tree(self.out)
        if now != self.trees[target]:
            wrong.append('the next build gives another tree: ' + self.difference(now, target))
            shutil.rmtree(self.cache, ignore_errors=True)
            self.run(self.build(target))
        self.shows = target
        if self.run([VB, 'verify', self.out])[0] != 0:
            wrong.append('verify finds fault')
        if self.lies_beside() != self.beside:
            wrong.append(f'beside it lies {self.lies_beside()}')
        if os.listdir(self.tmp):
            wrong.append(f'temporary files: {os.listdir(self.tmp)}')
        odd = [name for name in os.listdir(self.cache) if not re.fullmatch(r'[0-9a-f]{24}\.docs(\.new)?', name)]
        if odd or len(os.listdir(self.cache)) > self.kept:
            wrong.append(f'{len(os.listdir(self.cache))} files in the cache, {odd}')
        return '; '.join(wrong) or None


class Sweep:
    def __init__(self):
        self.lock, self.runs, self.struck, self.ends, self.wrong = threading.Lock(), 0, 0, {}, []

    def one(self, bench, name, cold, command, env={}, limits=None, struck=lambda: True, killed=False):
        """a build with a fault; `struck`: whether it came to that"""
        target = bench.target()
        if cold:
            shutil.rmtree(bench.cache, ignore_errors=True)
        code, said = bench.run(command(bench, target), env, limits)
        was_struck = struck()
        wrong = bench.judge(target, code, killed)
        bench.since += 1
        if wrong or code in (1, 3) or bench.since % HEAL_EVERY == 0:  # what a build that failed left in the cache shows at once
            after = bench.heal()
            wrong = '; '.join(filter(None, (wrong, after)))
        with self.lock:
            self.runs += 1
            self.struck += was_struck
            self.ends[code] = self.ends.get(code, 0) + 1
            if wrong:
                self.wrong.append(f'{name}: {wrong}')
                if len(self.wrong) <= SHOWN:
                    print(f'{name} ({"cold" if cold else "warm"}, {target}): {wrong}\n    {said.strip()[-600:]}', flush=True)

    def all(self, points, do, benches):
        points = iter(points)
        def work(bench):
            while True:
                with self.lock:
                    point = None if STOP.is_set() else next(points, None)
                if point is None:
                    return
                do(bench, point)
        threads = [threading.Thread(target=work, args=(bench,)) for bench in benches]
        [t.start() for t in threads], [t.join() for t in threads]


def spread(points):
    """about MOST of them, the same ones each time, in no order"""
    points = list(points)
    random.Random(int(os.environ.get('TORTURE_SEED', 1))).shuffle(points)
    return points[:MOST] if MOST else points


def listed(bench, cold):
    """[(process, call, whether it may create)] of a build"""
    if cold:
        shutil.rmtree(bench.cache, ignore_errors=True)
    report, target = f'{bench.folder}/report', bench.target()
    bench.run([f'{TOOLS}/calls', report, 'list', '--', *bench.build(target)])
    bench.judge(target, 0)
    with open(report) as f:
        return [(int(line[0]), line[1], len(line) > 2) for line in (line.split() for line in f)]


def sweep_calls(sweep, benches):
    points = []
    for cold in True, False:
        count, chosen = {}, set()  # of the program's own; and of the workers', where each of them has its fault
        for process, call, creating in listed(benches[0], cold):
            nth = count[process, call] = count.get((process, call), 0) + 1
            errors = ERRORS.get(SAME.get(call, call), '') + (' ' + ERRORS['creating'] if creating else '')
            chosen |= {(cold, '0' if process == 0 else 'each', call, nth, error) for error in errors.split()}
        points += sorted(chosen)
    print(f'{len(points)} faults could strike', flush=True)
    def do(bench, point):
        cold, who, call, nth, error = point
        report, number = f'{bench.folder}/report', '0' if error == 'short' else str(getattr(errno, error))
        def struck():
            with open(report) as f:
                return int(f.read().strip() or 0) > 0
        sweep.one(bench, f'{call} {nth} of {who}: {error}', cold,
                  lambda b, t: [f'{TOOLS}/calls', report, 'fail', who, call, str(nth), number, '--', *b.build(t)], struck=struck)
    sweep.all(spread(points), do, benches)


def sweep_kill(sweep, benches):
    points = [(cold, when, n + 1) for cold in (True, False) for when in ('before', 'after') for n in range(len(listed(benches[0], cold)))]
    print(f'{len(points)} moments', flush=True)
    # Each that changes what lies on the disk, and of the others as many as are wanted.
    changing = {'write', 'openat2', 'rename', 'renameat', 'renameat2', 'fsync', 'syncfs', 'linkat', 'unlinkat', 'mkdirat', 'fchmod', 'ftruncate'}
    calls = {cold: listed(benches[0], cold) for cold in (True, False)}
    first = [p for p in points if p[2] <= len(calls[p[0]]) and calls[p[0]][p[2] - 1][1] in changing]
    chosen = spread(points) if MOST and MOST < len(first) else first + spread(set(points) - set(first))
    def do(bench, point):
        cold, when, nth = point
        report = f'{bench.folder}/report'
        def struck():
            with open(report) as f:
                return int(f.read().strip() or 0) > 0
        sweep.one(bench, f'killed {when} call {nth}', cold,
                  lambda b, t: [f'{TOOLS}/calls', report, 'kill', when, str(nth), '--', *b.build(t)], struck=struck, killed=True)
    sweep.all(chosen, do, benches)


def counted(bench, cold):
    """allocations by process of a build"""
    counts, target = f'{bench.folder}/counts', bench.target()
    if cold:
        shutil.rmtree(bench.cache, ignore_errors=True)
    with open(counts, 'wb') as f:
        f.write(bytes(8 * 64))
    bench.run(bench.build(target), {'LD_PRELOAD': f'{TOOLS}/alloc.so', 'FAULT_COUNTS': counts})
    bench.judge(target, 0)
    with open(counts, 'rb') as f:
        return struct.unpack('64q', f.read())


def sweep_alloc(sweep, benches):
    points = []
    for cold in True, False:
        n = counted(benches[0], cold)
        for process, most in [*enumerate(n), ('each', max(n[1:]))]:
            points += [(cold, process, nth, on) for nth in range(1, most + 1) for on in (('', ' on') if nth % 10 == 0 else ('',))]
    print(f'{len(points)} faults could strike', flush=True)
    def do(bench, point):
        cold, who, nth, on = point
        counts = f'{bench.folder}/counts'
        with open(counts, 'wb') as f:
            f.write(bytes(8 * 64))
        def struck():
            with open(counts, 'rb') as f:
                n = struct.unpack('64q', f.read())
            return (max(n[1:]) if who == 'each' else n[who]) >= nth
        sweep.one(bench, f'allocation {nth}{on} of {who}', cold, lambda b, t: b.build(t),
                  {'LD_PRELOAD': f'{TOOLS}/alloc.so', 'FAULT_COUNTS': counts, 'FAULT_ALLOC': f'{who} {nth}{on}'}, struck=struck)
    sweep.all(spread(points), do, benches)


def sweep_room(sweep, benches):
    """Descriptors by the process' own limit, and bytes by that on a file. (A whole disk: fault.test.sh.)"""
    points = [(cold, what, n) for cold in (True, False) for what, most in ((resource.RLIMIT_NOFILE, 64), (resource.RLIMIT_FSIZE, 64))
              for n in range(3 if what == resource.RLIMIT_NOFILE else 0, most)]
    def do(bench, point):
        cold, what, n = point
        most = n if what == resource.RLIMIT_NOFILE else n * n * 64
        name = f'{n} descriptors' if what == resource.RLIMIT_NOFILE else f'files of {most} bytes'
        sweep.one(bench, name, cold, lambda b, t: b.build(t), limits=lambda: resource.setrlimit(what, (most, most)))
    sweep.all(spread(points), do, benches)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    folder = os.path.realpath(FOLDER)
    try:
        make_sites(folder)
        benches = [Bench(f'{folder}/bench', folder)]
        benches += [Bench(f'{folder}/bench-{i}', folder, benches[0].trees) for i in range(1, JOBS)]
        if len(benches[0].trees['a'] or {}) < 50 or benches[0].trees['a'] == benches[0].trees['b']:
            sys.exit('the sites could not be built')
        sweep = Sweep()
        {'alloc': sweep_alloc, 'calls': sweep_calls, 'kill': sweep_kill, 'room': sweep_room}[KIND](sweep, benches)
        for bench in benches:
            last = bench.heal()
            if last:
                sweep.wrong.append(last)
                print(f'at the end: {last}')
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    ends = ', '.join(f'{n} ended with {end}' for end, n in sorted(sweep.ends.items(), key=str))
    print(f'{KIND}: {sweep.runs} builds, {sweep.struck} faults struck, {ends}, {len(sweep.wrong)} wrong')
    sys.exit(bool(sweep.wrong))


main()
