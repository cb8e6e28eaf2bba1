package django

import (
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// known is what declared/packages.toml says of packages beyond the declarations themselves.
type known struct {
	Packages map[string]struct {
		Imports []string `toml:"imports"`
	} `toml:"packages"`
	WithoutModels struct {
		Imports []string `toml:"imports"`
	} `toml:"without_models"`
}

// withoutModels are the import packages that are known to have no models.
var withoutModels = sync.OnceValue(func() map[string]bool {
	var k known
	data, err := declared.ReadFile("declared/packages.toml")
	if err == nil {
		err = toml.Unmarshal(data, &k)
	}
	if err != nil {
		panic(err) // the file is embedded above
	}
	names := map[string]bool{"django": true}
	for _, name := range k.WithoutModels.Imports {
		names[name] = true
	}
	for _, p := range k.Packages {
		for _, name := range p.Imports {
			names[name] = true // what of it has models is declared
		}
	}
	return names
})

// missing notes a package that is neither installed nor known.
func (p *Project) missing(name string) {
	top, _, _ := strings.Cut(name, ".")
	if !withoutModels()[top] && p.Program.Module(top) == nil {
		p.Program.Missing(top)
	}
}
