package resolve

type requirements struct{}

func (p *Program) readRequirements() *requirements { return &requirements{} }

type condaFile struct{ name string }

func parseCondaFile(text, file string) condaFile { return condaFile{} }

// Version returns the version of a distribution.
func (p *Program) Version(name string) (version, from string) {
	if d, ok := p.distributions().byName[normalise(name)]; ok {
		return d.version, d.metadata
	}
	return "", ""
}

func wellKnown(name string) string { return "" }

func (inv *inventory) importedAs() map[string]string { return nil }
