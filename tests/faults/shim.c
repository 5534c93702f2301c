// Preloaded (LD_PRELOAD) into the program under test: the n-th call of one function fails, as on a full or broken disk,
// without memory, or where the system refuses a thread; or the program is killed there.
//
//   KANTEL_FAULT=fsync:3           which call fails (of read: from which on); or fsync:0 to count only
//   KANTEL_FAULT_KILLS=yes         it is killed before the call instead
//   KANTEL_FAULT_SAYS=FILE         written when it does; or, counting, the number of calls at the end
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static const char* wanted;
static long wanted_call;
static atomic_long calls;

static void say(long number) {
  const char* file = getenv("KANTEL_FAULT_SAYS");
  if (!file) return;
  char text[32];
  const int length = snprintf(text, sizeof text, "%ld\n", number);
  const long descriptor = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (descriptor < 0) return;
  syscall(SYS_write, descriptor, text, length);
  syscall(SYS_close, descriptor);
}

__attribute__((constructor)) static void begin(void) {
  static char name[32];
  const char* fault = getenv("KANTEL_FAULT");
  const char* colon = fault ? strchr(fault, ':') : NULL;
  if (!colon || (size_t)(colon - fault) >= sizeof name) return;
  memcpy(name, fault, (size_t)(colon - fault));
  wanted_call = atol(colon + 1);
  wanted = name;
}
__attribute__((destructor)) static void end(void) {
  if (wanted && wanted_call == 0) say(atomic_load(&calls));
}

static int fails(const char* name, int reason) {
  if (!wanted || strcmp(wanted, name) != 0) return 0;
  const long call = atomic_fetch_add(&calls, 1) + 1;
  const int lasts = strcmp(name, "read") == 0;  // a disk that does not read does not read the next time either
  if (wanted_call == 0 || (lasts ? call < wanted_call : call != wanted_call)) return 0;
  say(wanted_call);
  if (getenv("KANTEL_FAULT_KILLS")) kill(getpid(), SIGKILL);
  errno = reason;
  return 1;
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t read(int descriptor, void* bytes, size_t count) {
  REAL(read);
  return fails("read", EIO) ? -1 : real(descriptor, bytes, count);
}
ssize_t pread64(int descriptor, void* bytes, size_t count, off64_t offset) {
  REAL(pread64);
  return fails("read", EIO) ? -1 : real(descriptor, bytes, count, offset);
}
ssize_t readv(int descriptor, const struct iovec* parts, int count);
ssize_t readv(int descriptor, const struct iovec* parts, int count) {
  REAL(readv);
  return fails("read", EIO) ? -1 : real(descriptor, parts, count);
}
ssize_t write(int descriptor, const void* bytes, size_t count) {
  REAL(write);
  return fails("write", ENOSPC) ? -1 : real(descriptor, bytes, count);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t offset) {
  REAL(pwrite64);
  return fails("write", ENOSPC) ? -1 : real(descriptor, bytes, count, offset);
}
ssize_t writev(int descriptor, const struct iovec* parts, int count);
ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  REAL(writev);
  return fails("write", ENOSPC) ? -1 : real(descriptor, parts, count);
}
size_t fwrite(const void* bytes, size_t size, size_t count, FILE* file) {
  REAL(fwrite);
  return fails("write", ENOSPC) ? 0 : real(bytes, size, count, file);
}
int fflush(FILE* file) {
  REAL(fflush);
  return fails("write", ENOSPC) ? EOF : real(file);
}
int fsync(int descriptor) {
  REAL(fsync);
  return fails("fsync", EIO) ? -1 : real(descriptor);
}
int fdatasync(int descriptor) {
  REAL(fdatasync);
  return fails("fsync", EIO) ? -1 : real(descriptor);
}
int ftruncate64(int descriptor, off64_t length) {
  REAL(ftruncate64);
  return fails("fsync", EIO) ? -1 : real(descriptor, length);
}
int rename(const char* from, const char* to) {
  REAL(rename);
  return fails("rename", EIO) ? -1 : real(from, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  REAL(renameat2);
  return fails("rename", EIO) ? -1 : real(from_folder, from, to_folder, to, flags);
}
int link(const char* from, const char* to) {
  REAL(link);
  return fails("rename", EIO) ? -1 : real(from, to);
}
int unlink(const char* path) {
  REAL(unlink);
  return fails("remove", EIO) ? -1 : real(path);
}
int remove(const char* path) {
  REAL(remove);
  return fails("remove", EIO) ? -1 : real(path);
}
int rmdir(const char* path) {
  REAL(rmdir);
  return fails("remove", EIO) ? -1 : real(path);
}
int mkdir(const char* path, mode_t mode) {
  REAL(mkdir);
  return fails("open", ENOSPC) ? -1 : real(path, mode);
}
static mode_t mode_of(int flags, va_list rest) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? (mode_t)va_arg(rest, int) : 0;
}
#define OPENING(name, before, ...)                                    \
  {                                                                   \
    va_list rest;                                                     \
    va_start(rest, flags);                                            \
    const mode_t mode = mode_of(flags, rest);                         \
    va_end(rest);                                                     \
    REAL(name);                                                       \
    return fails("open", EMFILE) ? -1 : real(before, flags, mode);    \
  }
int open(const char* path, int flags, ...) OPENING(open, path)
int open64(const char* path, int flags, ...) OPENING(open64, path)
FILE* fopen(const char* path, const char* mode) {
  REAL(fopen);
  return fails("open", EMFILE) ? NULL : real(path, mode);
}
FILE* fopen64(const char* path, const char* mode) {
  REAL(fopen64);
  return fails("open", EMFILE) ? NULL : real(path, mode);
}
int pthread_create(pthread_t* thread, const pthread_attr_t* how, void* (*work)(void*), void* with) {
  REAL(pthread_create);
  if (fails("thread", EAGAIN)) return EAGAIN;
  return real(thread, how, work, with);
}
// operator new asks malloc; dlsym may too, so the real one is taken from the library itself.
void* __libc_malloc(size_t size);
void* malloc(size_t size) { return fails("malloc", ENOMEM) ? NULL : __libc_malloc(size); }
