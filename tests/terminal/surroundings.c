/* Time and randomness in hand, for a program that takes both from the operating system.
 *
 * The terminal's golden output must not depend on the day it is made. Loaded before the C library
 * (LD_PRELOAD), this answers "what time is it" from the file that HOLDFAST_TEST_CLOCK names, and
 * gives random bytes from a seed made of that time and the folder of the device. The program itself
 * is the one that people run: no flag, no hook. For tests only: nothing made with it is secret. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>

static long long seconds(void) {
    const char *name = getenv("HOLDFAST_TEST_CLOCK");
    FILE *file = name ? fopen(name, "r") : NULL;
    long long at = 0;
    if (file && fscanf(file, "%lld", &at) != 1) at = 0;
    if (file) fclose(file);
    return at;
}

int clock_gettime(clockid_t id, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    static atomic_uint asked;
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    if (id != CLOCK_REALTIME) return real(id, at);
    at->tv_sec = seconds();
    at->tv_nsec = (atomic_fetch_add(&asked, 1) % 1000) * 1000000L;
    return 0;
}

ssize_t getrandom(void *into, size_t length, unsigned flags) {
    static atomic_ullong state;
    (void)flags;
    if (!atomic_load(&state)) {
        uint64_t seed = (uint64_t)seconds() * 0x9E3779B97F4A7C15u;
        const char *who = getenv("HOLDFAST_DEVICE");
        for (; who && *who; who++) seed = (seed ^ (uint64_t)*who) * 0x100000001B3u;
        atomic_store(&state, seed | 1);
    }
    for (size_t at = 0; at < length; at++) {
        /* SplitMix64 (Steele, Lea, Flood 2014), one byte of each step. */
        uint64_t z = atomic_fetch_add(&state, 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        ((unsigned char *)into)[at] = (unsigned char)(z >> 56);
    }
    return (ssize_t)length;
}
