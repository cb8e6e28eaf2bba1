module github.com/ormlint/ormlint

go 1.26.8
