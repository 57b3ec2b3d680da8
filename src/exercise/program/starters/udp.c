/* netlab exercise check --id ID --run 'cc STEM.c -o STEM && ./STEM 8000' --at 127.0.0.1:8000 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int server = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in here = {.sin_family = AF_INET};
    here.sin_port = htons(argc > 1 ? atoi(argv[1]) : 8000);
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(server, (struct sockaddr *)&here, sizeof here) != 0) {
        perror("STEM");
        return 1;
    }
    for (;;) {
        static unsigned char data[512];
        struct sockaddr_in from;
        socklen_t size = sizeof from;
        ssize_t count = recvfrom(server, data, sizeof data, 0, (struct sockaddr *)&from, &size);
        if (count < 0)
            perror("STEM");
        /* WORK_EN
           WORK_ZH */
    }
}
