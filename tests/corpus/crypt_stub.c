/* Stands for libcrypt when the corpus is linked. */
char *crypt(const char *key, const char *setting) { return (char *)(key == setting ? 0 : setting); }
