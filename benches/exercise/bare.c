/* The connections of `netlab exercise check --id echo-many`, and nothing else: what is sent, the same pauses, as many lines
   read as are awaited, and none of them looked at. `bare PORT PROGRAM [ARGUMENT]...` starts the program twice, as the check
   does. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINES = 10000, CLIENTS = 200, PAUSE = 100 * 1000 };

static struct sockaddr_in there;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int try_to_connect(void)
{
    int client = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct timeval time = {.tv_sec = 3};
    if (connect(client, (struct sockaddr *)&there, sizeof there) != 0) {
        close(client);
        return -1;
    }
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    return client;
}

static int connected(void)
{
    int client = try_to_connect();
    if (client < 0)
        fail("connect");
    return client;
}

static void put(int client, const char *text)
{
    size_t size = strlen(text);
    if (send(client, text, size, MSG_NOSIGNAL) != (ssize_t)size)
        fail("send");
}

/* Reads so many lines; as many as come, where it is -1. */
static void get(int client, int lines)
{
    static char octets[1 << 14];
    while (lines != 0) {
        ssize_t count = recv(client, octets, sizeof octets, 0);
        if (count <= 0 && lines < 0)
            return;
        if (count <= 0)
            fail("recv");
        for (char *at = octets; lines > 0 && (at = memchr(at, '\n', octets + count - at)); at++)
            lines--;
    }
}

static void exchange(const char *first, const char *second, int lines)
{
    int client = connected();
    put(client, first);
    if (second) {
        usleep(PAUSE);
        put(client, second);
    }
    get(client, lines);
    close(client);
}

static void *send_lines(void *client)
{
    static char all[LINES * 12];
    int used = 0;
    for (int i = 0; i < LINES; i++)
        used += sprintf(all + used, "line %d\n", i);
    put(*(int *)client, all);
    return NULL;
}

static void every_trial(void)
{
    exchange("hello\n", NULL, 1);
    exchange("net", "lab\n", 1);
    exchange("one\ntwo\n", NULL, 2);
    exchange("hello\r\nagain\r\n", NULL, 2);
    exchange("\xe7", "\xbd\x91\xe7\xbb\x9c abc\n", 1);

    int client = connected();
    pthread_t sender;
    pthread_create(&sender, NULL, send_lines, &client);
    get(client, LINES);
    pthread_join(sender, NULL);
    close(client);

    client = connected();
    put(client, "first\nbye\n");
    shutdown(client, SHUT_WR);
    get(client, -1);
    close(client);

    for (int i = 0; i < 2; i++) {
        client = connected();
        put(client, "hello\n");
        get(client, 1);
        put(client, i == 0 ? "exit\n" : "exit\r\n");
        get(client, -1);
        close(client);
    }
    exchange("exiting\nnoexit\n", NULL, 2);

    int many[CLIENTS];
    for (int i = 0; i < CLIENTS; i++)
        many[i] = connected();
    for (int i = CLIENTS - 1; i >= 0; i--)
        put(many[i], "client\n");
    for (int i = 0; i < CLIENTS; i++) {
        get(many[i], 1);
        close(many[i]);
    }

    client = connected();
    struct timeval time = {.tv_usec = PAUSE};
    setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
    static char much[1 << 16];
    memset(much, 'x', sizeof much);
    for (size_t i = 1023; i < sizeof much; i += 1024)
        much[i] = '\n';
    while (send(client, much, sizeof much, MSG_NOSIGNAL) > 0)
        ;
    exchange("hello\n", NULL, 1);
    close(client);

    for (int i = 0; i < 3; i++) {
        client = connected();
        put(client, "hello\nthere\n");
        recv(client, much, 1, MSG_PEEK);
        close(client);
    }
    exchange("hello\n", NULL, 1);
}

static pid_t start(char **command)
{
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        if (!freopen("/dev/null", "w", stdout))
            _exit(126);
        execvp(command[0], command);
        _exit(127);
    }
    int client;
    while ((client = try_to_connect()) < 0)
        usleep(1000);
    close(client);
    return child;
}

static void end(pid_t child)
{
    kill(-child, SIGKILL);
    waitpid(child, NULL, 0);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    there.sin_family = AF_INET;
    there.sin_port = htons(atoi(argv[1]));
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    pid_t child = start(argv + 2);
    every_trial();
    int client = connected();
    end(child);
    close(client);
    end(start(argv + 2));
    return 0;
}
