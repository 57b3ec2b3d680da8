/* netlab exercise check --id ID --run 'cc -pthread STEM.c -o STEM && ./STEM 8000' --at 127.0.0.1:8000 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in there = {.sin_family = AF_INET};
    there.sin_port = htons(argc > 1 ? atoi(argv[1]) : 8000);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(server, (struct sockaddr *)&there, sizeof there) != 0) {
        perror("STEM");
        return 1;
    }
    /* WORK_EN
       WORK_ZH */
    close(server);
    return 0;
}
