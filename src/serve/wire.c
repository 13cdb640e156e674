#include "serve/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"

bool wire_pair(int ends[2])
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
        return false;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return true;
}

bool wire_ask(int to, enum wire_asked what, struct str path)
{
    struct wire_question q = {.what = what, .n = (uint32_t)path.n};
    if (path.n > sizeof q.path)
        return false;
    memcpy(q.path, path.p, path.n);
    return send(to, &q, offsetof(struct wire_question, path) + path.n, MSG_NOSIGNAL) > 0;
}

int wire_hear_question(int from, struct wire_question *q)
{
    ssize_t n;
    do
        n = recv(from, q, sizeof *q, 0);
    while (n < 0 && errno == EINTR);
    if (n < (ssize_t)offsetof(struct wire_question, path))
        return -1;
    return (size_t)n == offsetof(struct wire_question, path) + q->n ? 1 : -1;
}

static int sealed(struct str bytes)
{
    int fd = memfd_create("vidensbank", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return -1;
    if (file_write_all(fd, bytes.p, bytes.n) &&
        !fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL))
        return fd;
    close(fd);
    return -1;
}

union control {
    struct cmsghdr header; /* for its alignment */
    char room[CMSG_SPACE(sizeof(int))];
};

static void attach(struct msghdr *m, union control *c, int fd)
{
    m->msg_control = c->room;
    m->msg_controllen = sizeof c->room;
    struct cmsghdr *h = CMSG_FIRSTHDR(m);
    h->cmsg_level = SOL_SOCKET;
    h->cmsg_type = SCM_RIGHTS;
    h->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(h), &fd, sizeof fd);
}

bool wire_tell(int to, struct wire_telling *t, struct str bytes)
{
    union control c = {0};
    struct iovec v = {t, sizeof *t};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
    int fd = bytes.n ? sealed(bytes) : -1;
    if (bytes.n && fd < 0)
        return false;
    t->fd = -1;
    t->size = bytes.n;
    t->hash = hash_sha256(bytes);
    if (fd >= 0)
        attach(&m, &c, fd);
    ssize_t n;
    do
        n = sendmsg(to, &m, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    if (fd >= 0)
        close(fd);
    return n == sizeof *t;
}

int wire_hear_telling(int from, struct wire_telling *t)
{
    union control c = {0};
    struct iovec v = {t, sizeof *t};
    struct msghdr m = {
        .msg_iov = &v, .msg_iovlen = 1, .msg_control = c.room, .msg_controllen = sizeof c.room};
    ssize_t n;
    do
        n = recvmsg(from, &m, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return 0;
    if (n != sizeof *t)
        return -1;
    t->fd = -1;
    struct cmsghdr *h = CMSG_FIRSTHDR(&m);
    if (h && h->cmsg_type == SCM_RIGHTS && h->cmsg_len == CMSG_LEN(sizeof t->fd))
        memcpy(&t->fd, CMSG_DATA(h), sizeof t->fd);
    return 1;
}
