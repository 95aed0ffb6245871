/* The version of the program, as --version and every generated file state it. */
#ifndef MDG_VERSION_H
#define MDG_VERSION_H

#define MDG_VERSION "0.1.0"

#endif
