module github.com/ormlint/ormlint

go 1.26.8

require github.com/bmatcuk/doublestar/v4 v4.10.4

require (
	github.com/google/go-cmp v0.7.0 // indirect
	github.com/pelletier/go-toml/v2 v2.4.3 // indirect
)
