/* Outputs: written all or none. */
#ifndef MDG_FILES_H
#define MDG_FILES_H

#include "mdg.h"

/* A text and where it goes: a path, or "-" for standard output. */
struct mdg_file {
    const char *path;
    const char *text;
};

/* Write n files. A file is written beside its target and renamed into place once all of
 * them are complete; until then an existing target keeps its content, and after a failure
 * nothing new is left behind. The mode is what umask gives. A target that is a symbolic
 * link stays one. What is no regular file (a pipe, a device, standard output) is written
 * directly, after the others are complete and before the first is renamed.
 *
 * `input` is a file that must not be a target. Raises MDG_EIO, and MDG_EUSAGE if two
 * targets are one file or a target is the input. */
void mdg_files_write(struct mdg *m, size_t n, const struct mdg_file *files,
                     const char *input);

/* Keep 0, 1 and 2 from being reused if the caller closed them: a closed standard output
 * then fails when written to, instead of ending up in another file. */
void mdg_files_guard(void);

#endif
