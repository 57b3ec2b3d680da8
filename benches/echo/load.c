/* Clients of a line server on loopback, all in one thread, for so many seconds; what came of it as JSON.
     load ping   PORT CLIENTS SECONDS    16 octets out, 16 back, again: how many, and how long each took
     load bulk   PORT CLIENTS SECONDS    lines of 80 octets, as fast as they are taken: octets that came back
     load visit  PORT CLIENTS SECONDS    connect, one line, one answer, close: how many
     load idle   PORT CLIENTS SECONDS    one line each, "ready", and nothing more */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 16, BLOCK = 65536, MOST = 20000, TIMES = 4000000 };

struct client {
    int socket;
    unsigned came, went;
    double since;
};

static struct client clients[MOST];
static float times[TIMES];
static char block[BLOCK], answer[1 << 18];
static const char line[] = "netlab measures\n", capitals[] = "NETLAB MEASURES\n";
static int port, poll_fd;
static unsigned failed, wrong, dialled;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* From one of a hundred addresses of loopback, so that ports do not run out. */
static int dial(struct client *client) {
    int on = 1, socket_fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f010001 + dialled++ % 100)};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port)};
    setsockopt(socket_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket_fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (socket_fd < 0 || bind(socket_fd, (struct sockaddr *)&from, sizeof from) || connect(socket_fd, (struct sockaddr *)&to, sizeof to)) {
        failed++;
        if (socket_fd >= 0)
            close(socket_fd);
        return client->socket = -1;
    }
    *client = (struct client){.socket = socket_fd, .since = now()};
    return socket_fd;
}

static void watch(struct client *client, unsigned events) {
    struct epoll_event event = {.events = events, .data.ptr = client};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, client->socket, &event);
}

static void say(struct client *client) {
    client->since = now();
    client->came = 0;
    failed += send(client->socket, line, LINE, MSG_DONTWAIT | MSG_NOSIGNAL) != LINE;
}

/* Whether the answer is there, and -1 when the server is gone. */
static int hear(struct client *client) {
    ssize_t came = recv(client->socket, answer, LINE, MSG_DONTWAIT);
    if (came <= 0)
        return came < 0 && errno == EAGAIN ? 0 : -1;
    wrong += client->came + came > LINE || memcmp(answer, capitals + client->came, (size_t)came) != 0;
    client->came += (unsigned)came;
    return client->came >= LINE;
}

static int by_size(const void *a, const void *b) {
    float difference = *(const float *)a - *(const float *)b;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **words) {
    if (count < 5)
        return 2;
    const char *what = words[1];
    port = atoi(words[2]);
    int many = atoi(words[3]);
    double seconds = atof(words[4]);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    many = many > MOST ? MOST : many;
    poll_fd = epoll_create1(0);
    for (int i = 0; i < BLOCK; i++)
        block[i] = (char)(i % 80 == 79 || i == BLOCK - 1 ? '\n' : 'a' + i % 26);
    int bulk = !strcmp(what, "bulk"), visit = !strcmp(what, "visit"), idle = !strcmp(what, "idle");
    for (int i = 0; i < many; i++) {
        struct client *client = clients + i;
        if (dial(client) < 0)
            continue;
        watch(client, bulk ? EPOLLIN | EPOLLOUT : EPOLLIN);
        if (!bulk)
            say(client);
    }
    /* the first half second is not counted, but for visits, of which there may be too few */
    double warm = now() + (visit || idle ? 0 : 0.5), end = warm + seconds, began = 0;
    uint64_t done = 0, octets = 0, answered = 0;
    size_t timed = 0;
    for (double at = now(); at < end; at = now()) {
        if (!began && at >= warm)
            began = at, done = octets = timed = 0;
        struct epoll_event ready[512];
        int events = epoll_wait(poll_fd, ready, 512, 50);
        for (int i = 0; i < events; i++) {
            struct client *client = ready[i].data.ptr;
            if (bulk) {
                if (ready[i].events & EPOLLIN) {
                    ssize_t came = recv(client->socket, answer, sizeof answer, MSG_DONTWAIT);
                    octets += came > 0 ? (uint64_t)came : 0;
                }
                if (ready[i].events & EPOLLOUT) {
                    ssize_t went = send(client->socket, block + client->went, BLOCK - client->went, MSG_DONTWAIT | MSG_NOSIGNAL);
                    client->went = (client->went + (went > 0 ? (unsigned)went : 0)) % BLOCK;
                }
                continue;
            }
            int heard = hear(client);
            if (heard < 0) {
                failed++;
                close(client->socket);
            }
            if (heard <= 0)
                continue;
            done++, answered++;
            if (timed < TIMES)
                times[timed++] = (float)((now() - client->since) * 1e6);
            if (visit) {
                close(client->socket);
                if (dial(client) >= 0) {
                    watch(client, EPOLLIN);
                    say(client);
                }
            } else if (!idle)
                say(client);
            if (idle && answered == (uint64_t)many) {
                puts("ready");
                fflush(stdout);
            }
        }
    }
    double took = now() - (began ? began : warm);
    qsort(times, timed, sizeof *times, by_size);
    printf("{\"a_second\": %.0f, \"octets_a_second\": %.0f, \"p50\": %.1f, \"p99\": %.1f, \"done\": %llu, \"failed\": %u, \"wrong\": %u}\n",
           (double)done / took, (double)octets / took, timed ? times[timed / 2] : 0, timed ? times[timed * 99 / 100] : 0,
           (unsigned long long)answered, failed, wrong);
    return 0;
}
