package prove

import "context"

func download(_ context.Context, _ Options) (install, error) {
	return install{}, mistake("no PostgreSQL is found in PATH and in the usual directories; install one (apt install postgresql, brew install postgresql), or name a server with --dsn")
}
