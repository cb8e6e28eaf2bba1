package report

import (
	"bytes"
	"testing"

	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

func sampleSchema(t *testing.T) *schema.Schema {
	models := &source.File{Path: "shop/models.py", Text: "\n\nclass Order(models.Model):\n    pass\n\n\nclass OpenOrder(Order):\n    pass\n"}
	auth := &source.File{Path: "/venv/lib/python3.12/site-packages/django/contrib/auth/models.py", Text: "class Group:\n    pass\n"}
	order := &schema.Model{
		Label: "shop.Order", App: "shop", Name: "Order", Module: "shop.models", Table: "shop_order", Managed: true,
		Place: schema.Place{File: models, Span: at(t, models, "Order")},
		Columns: []*schema.Column{
			{Field: "id", Column: "id", Type: "BigAutoField", DBType: "bigint", PrimaryKey: true, Unique: true},
			{Field: "customer", Column: "customer_id", Type: "ForeignKey", DBType: "bigint", References: &schema.Reference{Table: "shop_customer", Column: "id", Constraint: true}},
			{Field: "place", Column: "place", Type: "PointField", Null: true, Unknown: "PointField of an unknown package"},
		},
		Indexes: []*schema.Index{
			{Name: "shop_order_pkey", Method: "btree", Unique: true, Primary: true, Terms: []schema.Term{{Column: "id"}}, Origin: schema.OriginPrimaryKey},
			{Name: "shop_order_customer_id_1", Method: "btree", Terms: []schema.Term{{Column: "customer_id"}}, Origin: schema.OriginForeignKey},
			{Method: "gin", Terms: []schema.Term{{Expression: "upper(name)", Desc: true, Opclass: "gin_trgm_ops"}}, Include: []string{"id"}, Where: "total > 0", Origin: schema.OriginMeta},
		},
		Ordering: []string{"-created_at"},
		Unknown:  []string{"a base class is not known"},
	}
	return &schema.Schema{Models: []*schema.Model{
		order,
		{Label: "auth.Group", App: "auth", Name: "Group", Module: "django.contrib.auth.models", Table: "auth_group", Managed: true, Package: true, Place: schema.Place{File: auth, Span: at(t, auth, "Group")}},
		{Label: "shop.OpenOrder", App: "shop", Name: "OpenOrder", Module: "shop.models", Proxy: true, Managed: true, Concrete: order, Place: schema.Place{File: models, Span: at(t, models, "OpenOrder")}},
		{Label: "auth.User_groups", App: "auth", Name: "User_groups", Module: "django.contrib.auth.models", Table: "auth_user_groups", Managed: false, AutoCreated: true, Package: true, Silo: "control"},
	}}
}

func TestModels(t *testing.T) {
	for name, format := range map[string]Format{"models.txt": Text, "models.json": JSON} {
		var out bytes.Buffer
		if err := Models(&out, sampleSchema(t), format, Style{}); err != nil {
			t.Fatal(err)
		}
		golden(t, name, out.Bytes())
	}
	if err := Models(&bytes.Buffer{}, sampleSchema(t), SARIF, Style{}); err == nil {
		t.Error("models have no SARIF")
	}
}
