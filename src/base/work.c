/* work - see work.h. The parent drives rounds: the first over all items, the second over those lost with a process that died
 * of another one, the third over the suspects (the items in hand at a death), each in a process of its own. Within a round
 * a process that dies is replaced. Nothing that a worker can write is read for more than a hint while it lives. */
#include "base/work.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/aside.h"
#include "base/confine.h"
#include "base/tr.h"

enum {
    EXIT_MEMORY = 3, /* what mem_exhausted exits with */
    BATCH_MOST = 16, /* a batch is what a death may cost */
    BLIND_MS = 5,    /* between looks at a process that poll cannot watch */
    END_ITEMS = 10,  /* `end` may take the time of this many items more than the process did */
    WAIT_TIMES = 8,  /* by the clock an item may take this many times its processor time */
};

/* Address space of a region: taken only where it is touched. Halved until the kernel gives it. */
static const size_t region_most = (size_t)16 << 30, region_least = (size_t)1 << 20;

struct record { /* a result, as claimed */
    uint64_t at, n;
    _Atomic uint32_t proc; /* 1 + the index of the process that made it, written last; 0: none */
};

/* The head of a region, which one process at a time writes; the results' bytes follow the records. To the parent it is
 * hearsay. */
struct region {
    _Atomic uint64_t begun;         /* items begun: that it moves is what the parent watches */
    _Atomic uint64_t item;          /* in hand */
    _Atomic uint64_t used;          /* bytes of the region */
    _Atomic uint64_t end_at, end_n; /* what `end` wrote */
    _Atomic uint32_t ending, ended;
    struct record records[]; /* one per item: pages that are not touched cost nothing */
};

struct proc {
    unsigned seat;
    bool delivered; /* came to its end in the ordinary way */
    struct str end;
};

struct seat {  /* a place for one process at a time, with its region */
    pid_t pid; /* 0: empty */
    int fd;    /* pidfd, or -1 */
    size_t proc;
    struct region *region;
    uint64_t begun;
    int64_t since,
        spent; /* when `begun` was seen to move, and the processor time that it had taken by then */
    bool killed;
    bool retired; /* its last process left nonsense where the next would have to go on */
};

struct work {
    struct work_plan plan;
    struct arena arena;
    pid_t parent;
    unsigned n_seats;
    size_t region_size, head_size; /* of a region; of what stands in it before the bytes */
    _Atomic uint64_t
        *next; /* place in the round's list that is handed out next: all that the workers share */
    struct seat *seats;
    struct pollfd *polls;
    struct proc *procs;
    size_t n_procs, cap_procs;
    struct work_result *results;
    uint8_t *fate; /* per item: how the process died that had it in hand, else WORK_DONE */
    /* the round */
    const size_t *list;           /* items; NULL: all, in order */
    size_t n_list, forks, barren; /* forks of this round; those that died before their first item */
    unsigned batch;
    bool alone; /* one item to a process */
};

static int64_t clock_ms(clockid_t clock)
{
    struct timespec t;
    return clock_gettime(clock, &t) ? 0 : (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t now_ms(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

/* Processor time of a process so far. */
static int64_t spent_ms(pid_t pid)
{
    clockid_t clock;
    return clock_getcpuclockid(pid, &clock) ? 0 : clock_ms(clock);
}

unsigned work_cores(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return (unsigned)CPU_COUNT(&set);
    long n = sysconf(_SC_NPROCESSORS_ONLN); /* more processors than the set holds */
    return n > 0 ? (unsigned)n : 1;
}

/* ---- in the child ---- */

/* RLIMIT_DATA counts private writable pages: what there is now, plus what may be added. Without /proc there is no telling
 * what there is; then the machine's own limits must do. */
static void child_limit_memory(size_t more)
{
    unsigned long data = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    /* NOLINTNEXTLINE(cert-err34-c): the kernel writes a number there */
    bool known = f && fscanf(f, "%*u %*u %*u %*u %*u %lu", &data) == 1;
    if (f)
        fclose(f);
    rlim_t limit = (rlim_t)data * (rlim_t)sysconf(_SC_PAGESIZE) + more;
    if (known)
        setrlimit(RLIMIT_DATA, &(struct rlimit){limit, limit});
}

static void child_confine(const struct work *w)
{
    static const int ordinary[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != w->parent) /* it died before that took hold */
        _exit(EXIT_FAILURE);
    for (size_t i = 0; i < sizeof ordinary / sizeof *ordinary; i++)
        signal(ordinary[i], SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_DUMPABLE,
          0); /* no core, also where cores go to a pipe, and no looking in by others of our user */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    if (!w->plan.confine.threads)
        setrlimit(RLIMIT_NPROC, &(struct rlimit){0, 0});
    if (w->plan.confine.as == CONFINE_READER)
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){0, 0});
    for (unsigned i = 0; i < w->n_seats; i++)
        if (w->seats[i].pid && w->seats[i].fd >= 0)
            close(w->seats[i].fd);
    if (w->plan.memory)
        child_limit_memory(w->plan.memory);
}

/* Copies the bytes into the region: under a microsecond for a page, and `out` may grow as any buffer. */
static uint64_t child_store(const struct work *w, struct region *r, const struct buf *out)
{
    uint64_t at = atomic_load(&r->used);
    if (out->n > w->region_size - at)
        _exit(EXIT_MEMORY);
    if (out->n)
        memcpy((char *)r + at, out->p, out->n);
    atomic_store(&r->used, at + out->n);
    return at;
}

static void child_item(const struct work *w, struct region *r, uint32_t proc, size_t item, struct buf *out)
{
    atomic_store(&r->item, item);
    atomic_fetch_add(&r->begun, 1);
    buf_clear(out);
    w->plan.fn(w->plan.ctx, item, out);
    struct record *record = &r->records[item];
    record->at = child_store(w, r, out);
    record->n = out->n;
    aside_step(atomic_load(&r->begun));
    atomic_store(&record->proc, proc + 1);
}

static _Noreturn void child_run(struct work *w, unsigned seat, uint32_t proc)
{
    struct region *r = w->seats[seat].region;
    struct buf out = {0};
    child_confine(w);
    if (w->plan.begin)
        w->plan.begin(w->plan.ctx);
    confine_process(&w->plan.confine);
    bool last = false;
    for (size_t did = 0; !last && did < w->n_list;
         last = w->alone) { /* bounded, whatever is done to the counter */
        uint64_t i = atomic_fetch_add(w->next, w->batch), end = i + w->batch;
        if (i >= w->n_list)
            break;
        for (; i < end && i < w->n_list; i++, did++)
            child_item(w, r, proc, w->list ? w->list[i] : i, &out);
    }
    atomic_store(&r->ending, 1);
    buf_clear(&out);
    if (w->plan.end)
        w->plan.end(w->plan.ctx, &out);
    atomic_store(&r->end_at, child_store(w, r, &out));
    atomic_store(&r->end_n, out.n);
    atomic_store(&r->ended, 1);
    _exit(EXIT_SUCCESS); /* not exit: what stdio holds is the parent's to write */
}

/* ---- processes ---- */

static bool seat_fill(struct work *w, unsigned i)
{
    struct seat *seat = &w->seats[i];
    atomic_store(&seat->region->begun, 0);
    atomic_store(&seat->region->ending, 0);
    atomic_store(&seat->region->ended, 0);
    uint32_t proc = (uint32_t)w->n_procs;
    madvise(seat->region, w->region_size, MADV_DOFORK); /* for this one alone, of all processes ever forked */
    pid_t pid = fork();
    if (pid != 0)
        madvise(seat->region, w->region_size, MADV_DONTFORK);
    if (pid < 0)
        return false;
    if (pid == 0)
        child_run(w, i, proc);
    *ARENA_PUSH(&w->arena, w->procs, w->n_procs, w->cap_procs, struct proc) = (struct proc){.seat = i};
    *seat = (struct seat){
        .pid = pid, .fd = pidfd_open(pid, 0), .proc = proc, .region = seat->region, .since = now_ms()};
    w->forks++;
    return true;
}

/* The bytes [at, at + n) of a region, if they can be results. */
static bool region_part(const struct work *w, unsigned seat, uint64_t at, uint64_t n, struct str *out)
{
    if (at < w->head_size || at > w->region_size || n > w->region_size - at)
        return false;
    *out = str_n((const char *)w->seats[seat].region + at, n);
    return true;
}

static enum work_status death(const struct seat *seat, int how)
{
    if (seat->killed)
        return WORK_TIMEOUT;
    return WIFEXITED(how) && WEXITSTATUS(how) == EXIT_MEMORY ? WORK_MEMORY : WORK_CRASHED;
}

static void seat_empty(struct work *w, unsigned i, int how)
{
    struct seat *seat = &w->seats[i];
    struct region *r = seat->region;
    struct proc *p = &w->procs[seat->proc];
    p->delivered = WIFEXITED(how) && WEXITSTATUS(how) == EXIT_SUCCESS && atomic_load(&r->ended) &&
                   region_part(w, i, atomic_load(&r->end_at), atomic_load(&r->end_n), &p->end);
    uint64_t item = atomic_load(&r->item);
    bool begun = atomic_load(&r->begun), in_hand = begun && (w->alone || !atomic_load(&r->ending));
    if (!p->delivered && in_hand && item < w->plan.n)
        w->fate[item] = (uint8_t)death(seat, how);
    if (!p->delivered && !begun)
        w->barren++;
    if (seat->fd >= 0)
        close(seat->fd);
    seat->pid = 0;
    uint64_t used = atomic_load(&r->used);
    seat->retired = used < w->head_size || used > w->region_size;
}

/* An item has its time; `end` that of the items before it, since it packs what they gave. */
static void seat_watch(const struct work *w, struct seat *seat, int64_t now)
{
    uint64_t begun = atomic_load(&seat->region->begun);
    bool ending = atomic_load(&seat->region->ending);
    if (begun != seat->begun) {
        seat->begun = begun;
        seat->since = now;
        seat->spent = spent_ms(seat->pid);
    }
    uint64_t allowed = (uint64_t)w->plan.item_ms * (ending ? begun + END_ITEMS : 1);
    uint64_t waited = begun ? (uint64_t)(now - seat->since) : 0;
    bool late = waited > allowed &&
                (waited > WAIT_TIMES * allowed || (uint64_t)(spent_ms(seat->pid) - seat->spent) > allowed);
    if (late || begun > w->n_list + 1) {
        kill(seat->pid, SIGKILL);
        seat->killed = true;
    }
}

static bool reap(struct work *w, unsigned seat)
{
    int how = 0;
    pid_t got = waitpid(w->seats[seat].pid, &how, WNOHANG);
    if (got == 0 || (got < 0 && errno == EINTR))
        return false;
    seat_empty(w, seat, how); /* where children are reaped unasked (SIGCHLD ignored), `ended` alone tells */
    return true;
}

/* Waits until a process ends or it is time to look at the clock. */
static void seats_wait(struct work *w)
{
    int timeout = -1;
    if (w->plan.item_ms)
        timeout = w->plan.item_ms < 16 ? 2 : w->plan.item_ms > 2000 ? 250 : (int)w->plan.item_ms / 8;
    nfds_t n = 0;
    for (unsigned i = 0; i < w->n_seats; i++) {
        if (w->seats[i].pid && w->seats[i].fd >= 0)
            w->polls[n++] = (struct pollfd){.fd = w->seats[i].fd, .events = POLLIN};
        else if (w->seats[i].pid && (timeout < 0 || timeout > BLIND_MS))
            timeout = BLIND_MS; /* no descriptor was left, or an old kernel */
    }
    poll(w->polls, n, timeout);
}

/* Whether a new process would find something to do, as far as can be told; bounded, whatever is done to the counter. */
static bool round_goes_on(const struct work *w)
{
    return atomic_load(w->next) < w->n_list && w->forks < w->n_list + 2 * (size_t)w->n_seats &&
           w->barren <= w->n_seats;
}

static bool round_refill(struct work *w)
{
    bool any = false;
    for (unsigned i = 0; i < w->n_seats; i++)
        if (w->seats[i].pid || (!w->seats[i].retired && round_goes_on(w) && seat_fill(w, i)))
            any = true;
    return any;
}

static bool claim_holds(const struct work *w, unsigned seat, size_t item, struct str *bytes)
{
    const struct record *r = &w->seats[seat].region->records[item];
    uint32_t claim = atomic_load(&r->proc);
    const struct proc *p = claim && claim <= w->n_procs ? &w->procs[claim - 1] : NULL;
    return p && p->seat == seat && (p->delivered || !w->plan.end) && region_part(w, seat, r->at, r->n, bytes);
}

/* What dead processes left is judged once, and the verdict kept where no worker can write. */
static void round_settle(struct work *w)
{
    for (size_t k = 0; k < w->n_list; k++) {
        size_t i = w->list ? w->list[k] : k;
        struct str bytes;
        for (unsigned seat = 0; seat < w->n_seats && w->results[i].status != WORK_DONE; seat++)
            if (claim_holds(w, seat, i, &bytes))
                w->results[i] = (struct work_result){WORK_DONE, bytes};
    }
}

static void round_drive(struct work *w)
{
    while (round_refill(w)) {
        seats_wait(w);
        int64_t now = now_ms();
        for (unsigned i = 0; i < w->n_seats; i++)
            if (w->seats[i].pid && !reap(w, i) && w->plan.item_ms && !w->seats[i].killed)
                seat_watch(w, &w->seats[i], now);
    }
    round_settle(w);
}

/* The items of all that are not done; the suspects among them only when `alone`. */
static void round_again(struct work *w, bool alone)
{
    size_t *list = ARENA_ARRAY(&w->arena, size_t, w->plan.n), n = 0;
    for (size_t i = 0; i < w->plan.n; i++)
        if (w->results[i].status != WORK_DONE && (alone || w->fate[i] == WORK_DONE))
            list[n++] = i;
    w->list = list;
    w->n_list = n;
    w->forks = w->barren = 0;
    w->batch = 1;
    w->alone = alone;
    atomic_store(w->next, 0);
    if (n)
        round_drive(w);
}

static bool work_whole(const struct work *w)
{
    for (size_t i = 0; i < w->plan.n; i++)
        if (w->results[i].status != WORK_DONE)
            return false;
    return true;
}

void work_finish(struct work *w)
{
    if (!w->n_seats)
        return;
    round_drive(w);
    if (!work_whole(w)) {
        round_again(w, false);
        memset(w->fate, WORK_DONE, w->plan.n);
        round_again(w, true);
        for (size_t i = 0; i < w->plan.n; i++)
            if (w->results[i].status != WORK_DONE && w->fate[i] != WORK_DONE)
                w->results[i].status = (enum work_status)w->fate[i];
    }
    for (unsigned i = 0; i < w->n_seats; i++) {
        mprotect(w->seats[i].region, w->region_size, PROT_READ);
        madvise(w->seats[i].region, w->region_size, w->plan.handed_on ? MADV_DOFORK : MADV_DONTFORK);
    }
}

/* ---- start and end ---- */

static void unmap_regions(struct work *w)
{
    for (unsigned i = 0; i < w->n_seats; i++)
        if (w->seats[i].region)
            munmap(w->seats[i].region, w->region_size);
}

static void *map_shared(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static bool map_regions(struct work *w)
{
    w->head_size = sizeof(struct region) + sizeof(struct record) * w->plan.n;
    for (w->region_size = region_most; w->region_size >= region_least + w->head_size; w->region_size /= 2) {
        bool ok = true;
        for (unsigned i = 0; i < w->n_seats; i++) {
            w->seats[i].region = ok ? map_shared(w->region_size) : NULL;
            ok = w->seats[i].region && madvise(w->seats[i].region, w->region_size, MADV_DONTFORK) == 0;
        }
        for (unsigned i = 0; ok && i < w->n_seats; i++)
            atomic_store(&w->seats[i].region->used, w->head_size);
        if (ok)
            return true;
        unmap_regions(w);
    }
    w->n_seats = 0;
    return false;
}

static void run_here(struct work *w)
{
    const struct work_plan *plan = &w->plan;
    struct buf out = {0};
    if (plan->begin)
        plan->begin(plan->ctx);
    for (size_t i = 0; i < plan->n; i++) {
        buf_clear(&out);
        plan->fn(plan->ctx, i, &out);
        w->results[i] = (struct work_result){WORK_DONE, buf_dup(&w->arena, &out)};
    }
    buf_clear(&out);
    if (plan->end)
        plan->end(plan->ctx, &out);
    *ARENA_PUSH(&w->arena, w->procs, w->n_procs, w->cap_procs, struct proc) =
        (struct proc){.delivered = true, .end = buf_dup(&w->arena, &out)};
    buf_free(&out);
}

static bool start_processes(struct work *w)
{
    const struct work_plan *plan = &w->plan;
    w->n_seats = plan->n < plan->jobs ? (unsigned)plan->n : plan->jobs;
    w->seats = ARENA_ARRAY(&w->arena, struct seat, w->n_seats);
    w->polls = ARENA_ARRAY(&w->arena, struct pollfd, w->n_seats);
    w->fate = ARENA_ARRAY(&w->arena, uint8_t, plan->n);
    w->n_list = plan->n;
    size_t share = plan->n / ((size_t)w->n_seats * 32);
    w->batch = plan->batch ? plan->batch : share > BATCH_MOST ? BATCH_MOST : share ? (unsigned)share : 1;
    w->next = map_shared(sizeof *w->next);
    return w->next && map_regions(w) && round_refill(w);
}

struct work *work_start(const struct work_plan *plan)
{
    struct work *w = mem_alloc(sizeof *w);
    w->plan = *plan;
    w->parent = getpid();
    w->results = ARENA_ARRAY(&w->arena, struct work_result, plan->n);
    for (size_t i = 0; i < plan->n; i++)
        w->results[i].status = WORK_LOST;
    if (plan->jobs == 0) {
        run_here(w);
    } else if (plan->n && !start_processes(w)) {
        int e = errno;
        work_free(w);
        errno = e;
        return NULL;
    }
    return w;
}

void work_free(struct work *w)
{
    if (!w)
        return;
    for (unsigned i = 0; i < w->n_seats; i++) {
        struct seat *seat = &w->seats[i];
        if (!seat->pid)
            continue;
        kill(seat->pid, SIGKILL);
        while (waitpid(seat->pid, NULL, 0) < 0 && errno == EINTR)
            ;
        if (seat->fd >= 0)
            close(seat->fd);
    }
    unmap_regions(w);
    if (w->next)
        munmap(w->next, sizeof *w->next);
    arena_clear(&w->arena);
    free(w);
}

struct work_result work_result(const struct work *w, size_t item)
{
    return w->results[item];
}

bool work_end_bytes(const struct work *w, size_t i, struct str *bytes)
{
    for (size_t k = 0; k < w->n_procs; k++)
        if (w->procs[k].delivered && i-- == 0) {
            *bytes = w->procs[k].end;
            return true;
        }
    return false;
}

const char *work_fault(enum work_status s)
{
    static const char *const words[] = {
        [WORK_DONE] = TR_MARK("gave nonsense"),
        [WORK_CRASHED] = TR_MARK("crashed its process"),
        [WORK_TIMEOUT] = TR_MARK("took more time than it may"),
        [WORK_MEMORY] = TR_MARK("took more memory than it may"),
        [WORK_LOST] = TR_MARK("was cut off with its process"),
    };
    return tr(words[s]);
}
