package resolve

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEntryPointsOfEveryForm(t *testing.T) {
	t.Parallel()
	want := []EntryPoint{{"shop.plugin", "gift", "shop_gift:default_app_config"}}
	for form, got := range map[string][]EntryPoint{
		"entry_points.txt": parseEntryPoints("[shop.plugin]\ngift = shop_gift:default_app_config [extra]\n# comment\n"),
		"pyproject.toml":   projectEntryPoints([]byte("[project.entry-points.\"shop.plugin\"]\ngift = \"shop_gift:default_app_config\"\n")),
		"poetry":           projectEntryPoints([]byte("[tool.poetry.plugins.\"shop.plugin\"]\ngift = \"shop_gift:default_app_config\"\n")),
		"setup.cfg":        configuredEntryPoints("[options]\nzip_safe = false\n[options.entry_points]\nshop.plugin =\n    gift = shop_gift:default_app_config\n"),
	} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", form, diff)
		}
	}
}
