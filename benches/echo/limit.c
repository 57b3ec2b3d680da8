/* What can be reached: one thread, epoll, capitals where the octets lie, nothing logged. limit PORT */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* What a client has not taken yet, by its descriptor. */
struct rest {
    char *octets;
    size_t at, end;
};

static struct rest *rests;
static size_t room;
static char scratch[1 << 16];

static void watch(int poll, int how, int socket, unsigned events) {
    struct epoll_event event = {.events = events, .data.fd = socket};
    epoll_ctl(poll, how, socket, &event);
}

static void leave(int client) {
    free(rests[client].octets);
    rests[client] = (struct rest){0};
    close(client);
}

static void enter(int poll, int client) {
    int on = 1;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if ((size_t)client >= room) {
        size_t more = (size_t)client * 2 + 64;
        rests = realloc(rests, more * sizeof *rests);
        memset(rests + room, 0, (more - room) * sizeof *rests);
        room = more;
    }
    watch(poll, EPOLL_CTL_ADD, client, EPOLLIN);
}

/* Writes what is left; 1 when all is written, 0 when the client does not read, -1 when it is gone. */
static int flush(int client) {
    struct rest *rest = rests + client;
    ssize_t wrote = send(client, rest->octets + rest->at, rest->end - rest->at, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (wrote < 0)
        return 0;
    rest->at += (size_t)wrote;
    if (rest->at < rest->end)
        return 0;
    free(rest->octets);
    *rest = (struct rest){0};
    return 1;
}

static void serve(int poll, int client) {
    if (rests[client].octets) {
        if (flush(client) == 1)
            watch(poll, EPOLL_CTL_MOD, client, EPOLLIN);
        return;
    }
    ssize_t came = recv(client, scratch, sizeof scratch, MSG_DONTWAIT);
    if (came <= 0 || (came == 5 && memcmp(scratch, "exit\n", 5) == 0)) {
        leave(client);
        return;
    }
    for (ssize_t i = 0; i < came; i++)
        scratch[i] = (char)(scratch[i] - (scratch[i] >= 'a' && scratch[i] <= 'z' ? 32 : 0));
    ssize_t went = send(client, scratch, (size_t)came, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (went == came)
        return;
    went = went < 0 ? 0 : went;
    struct rest *rest = rests + client;
    rest->end = (size_t)(came - went);
    rest->octets = malloc(rest->end);
    memcpy(rest->octets, scratch + went, rest->end);
    watch(poll, EPOLL_CTL_MOD, client, EPOLLOUT);
}

int main(int count, char **words) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1, poll = epoll_create1(0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    here.sin_port = htons((unsigned short)(count > 1 ? atoi(words[1]) : 8000));
    signal(SIGPIPE, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 4096))
        return 1;
    watch(poll, EPOLL_CTL_ADD, listener, EPOLLIN);
    for (;;) {
        struct epoll_event ready[256];
        int many = epoll_wait(poll, ready, 256, -1);
        for (int i = 0; i < many; i++) {
            int client = ready[i].data.fd;
            if (client != listener)
                serve(poll, client);
            else
                while ((client = accept4(listener, 0, 0, SOCK_NONBLOCK)) >= 0)
                    enter(poll, client);
        }
    }
}
