package django

import (
	"crypto/md5"
	"encoding/hex"
	"strings"
)

// MaxNameLength is the longest name that PostgreSQL keeps, in bytes.
const MaxNameLength = 63

// NamesDigest is the first length hexadecimal digits of the MD5 of all parts
// (django/db/backends/utils.py, names_digest).
func NamesDigest(length int, parts ...string) string {
	h := md5.New()
	for _, part := range parts {
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil))[:length]
}

// ShortenName cuts a name to a length and ends it with a digest of the whole
// (django/db/backends/utils.py, truncate_name).
func ShortenName(name string, length int) string {
	name = strings.Trim(name, `"`)
	if len(name) <= length {
		return name
	}
	return name[:length-4] + NamesDigest(4, name)
}
