/* In front of every file of Python (see old-systems.sh): glibc 2.29 gave these functions new versions that differ only in
   errno. With the old ones the program runs on glibc 2.28. */
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
