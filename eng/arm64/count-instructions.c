// Counts the ARM64 instructions that each thread of an emulated program executes between two marks: a plugin of QEMU's user mode, for the
// plugin interface of QEMU 7.2, Debian 12's. A mark is the system call getpriority(MARK, label), which means nothing to the system; the second
// one writes a line to standard error:
//     [instructions] label 1000000: all=22500000 products=14300000
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Of QEMU's qemu-plugin.h, which Debian does not package.
typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
extern void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, struct qemu_plugin_tb *));
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *, void (*)(unsigned, void *), int, void *);
typedef void on_system_call(qemu_plugin_id_t, unsigned, int64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
extern void qemu_plugin_register_vcpu_syscall_cb(qemu_plugin_id_t, on_system_call *);
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
extern const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);

#define EXPORTED __attribute__((visibility("default")))
EXPORTED int qemu_plugin_version = 1;

enum { GETPRIORITY = 141, MARK = 0x41524D36, THREADS = 4096 };

// Multiply-adds: FMLA of vectors, FMLA by a selected lane, and the scalar FMADD, FMSUB, FNMADD and FNMSUB.
static int is_product(uint32_t instruction) {
  return (instruction & 0xbf20fc00) == 0x0e20cc00 || (instruction & 0xbf80f400) == 0x0f801000 || (instruction & 0xff000000) == 0x1f000000;
}

typedef struct { uint64_t all, products; } counts;

static struct {
  counts now, at_mark;
  int marked;
  // Threads count at the same time, each in cache lines of its own.
  char apart[64];
} threads[THREADS];

static void count_block(unsigned thread, void *block) {
  if (thread >= THREADS)
    return;
  threads[thread].now.all += ((counts *)block)->all;
  threads[thread].now.products += ((counts *)block)->products;
}

// What a block consists of is looked at once, when it is translated, and never freed: it may run until the program ends.
static void translate_block(qemu_plugin_id_t id, struct qemu_plugin_tb *block) {
  (void)id;
  counts *sum = calloc(1, sizeof *sum);
  if (sum == NULL)
    abort();
  sum->all = qemu_plugin_tb_n_insns(block);
  for (size_t i = 0; i < sum->all; i++) {
    uint32_t instruction;
    memcpy(&instruction, qemu_plugin_insn_data(qemu_plugin_tb_get_insn(block, i)), sizeof instruction);
    sum->products += is_product(instruction);
  }
  qemu_plugin_register_vcpu_tb_exec_cb(block, count_block, 0, sum);
}

static void system_call(qemu_plugin_id_t id, unsigned thread, int64_t number, uint64_t which, uint64_t label,
    uint64_t a3, uint64_t a4, uint64_t a5, uint64_t a6, uint64_t a7, uint64_t a8) {
  (void)id, (void)a3, (void)a4, (void)a5, (void)a6, (void)a7, (void)a8;
  if (number != GETPRIORITY || (uint32_t)which != MARK || thread >= THREADS)
    return;
  counts now = threads[thread].now, before = threads[thread].at_mark;
  if (threads[thread].marked)
    fprintf(stderr, "[instructions] label %u: all=%llu products=%llu\n", (uint32_t)label,
      (unsigned long long)(now.all - before.all), (unsigned long long)(now.products - before.products));
  threads[thread].at_mark = now;
  threads[thread].marked = !threads[thread].marked;
}

EXPORTED int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int count, char **arguments) {
  (void)info, (void)count, (void)arguments;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translate_block);
  qemu_plugin_register_vcpu_syscall_cb(id, system_call);
  return 0;
}
