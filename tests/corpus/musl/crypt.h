/* What musl's crypt declares to itself, for when it is compiled alone. */
#include <unistd.h>

struct crypt_data;
char* crypt(const char*, const char*);
char* __crypt_r(const char*, const char*, struct crypt_data*);
char* __crypt_des(const char*, const char*, char*);
char* __crypt_md5(const char*, const char*, char*);
char* __crypt_blowfish(const char*, const char*, char*);
char* __crypt_sha256(const char*, const char*, char*);
char* __crypt_sha512(const char*, const char*, char*);
