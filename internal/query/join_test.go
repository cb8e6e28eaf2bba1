package query_test

import (
	"fmt"
	"github.com/ormlint/ormlint/internal/query"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// The joins behind a query's tables, and which are outer ones, are those of Django 5.2.
func TestFrom(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	for _, q := range extract(t, []txtar.File{{Name: "shop/models.py", Data: []byte(`
from django.db import models
from django.db.models import Q

class Region(models.Model):
    name = models.CharField(max_length=9)

class Customer(models.Model):
    region = models.ForeignKey(Region, models.CASCADE, null=True)
    name = models.CharField(max_length=9)

class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    payer = models.ForeignKey(Customer, models.CASCADE, related_name="paid", null=True)
    tags = models.ManyToManyField("Tag")

class Tag(models.Model):
    name = models.CharField(max_length=9)

def inner(): list(Order.objects.filter(customer__region__name="x"))
def sorts(): list(Order.objects.order_by("customer__region__name"))
def twice(): list(Order.objects.filter(customer__name="x", payer__name="y"))
def some(): list(Order.objects.filter(Q(payer__name="y") | Q(id=3)))
def both(): list(Order.objects.filter(Q(payer__name="y") | Q(payer__name="z")))
def without(): list(Order.objects.exclude(payer__name="y"))
def key(): list(Order.objects.filter(customer__id=3))
def tagged(): list(Order.objects.filter(tags__name="x"))
def lacking(): list(Customer.objects.filter(paid=None))
def of(tag: Tag): list(tag.order_set.all())
`)}}, query.Options{}) {
		name := q.Function[strings.LastIndex(q.Function, ".")+1:]
		for _, j := range q.From {
			kind := "inner"
			if j.Outer {
				kind = "outer"
			}
			got[name] += fmt.Sprintf("%s %s %s.%s = %s.%s; ", kind, j.Table, j.To, j.ToColumn, j.Alias, j.Column)
		}
		for _, term := range q.Where {
			if term.Alias != "" {
				got[name] += term.Alias + "." + term.Column
			}
		}
	}
	want := map[string]string{
		"inner":   "inner shop_customer shop_order.customer_id = shop_customer.id; inner shop_region shop_customer.region_id = shop_region.id; ",
		"sorts":   "inner shop_customer shop_order.customer_id = shop_customer.id; outer shop_region shop_customer.region_id = shop_region.id; ",
		"twice":   "inner shop_customer shop_order.customer_id = shop_customer.id; inner shop_customer shop_order.payer_id = T3.id; T3.name",
		"some":    "outer shop_customer shop_order.payer_id = shop_customer.id; ",
		"both":    "inner shop_customer shop_order.payer_id = shop_customer.id; ",
		"without": "outer shop_customer shop_order.payer_id = shop_customer.id; ",
		"tagged":  "inner shop_order_tags shop_order.id = shop_order_tags.order_id; inner shop_tag shop_order_tags.tag_id = shop_tag.id; ",
		"lacking": "outer shop_order shop_customer.id = shop_order.payer_id; ",
		"of":      "inner shop_order_tags shop_order.id = shop_order_tags.order_id; ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
