from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Upper


class Category(models.Model):
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")

    class Meta:
        verbose_name_plural = "categories"

    def __str__(self):
        return self.name


class Brand(models.Model):
    name = models.CharField(max_length=80, unique=True)
    country = models.CharField(max_length=2)

    def __str__(self):
        return self.name


class Tag(models.Model):
    name = models.CharField(max_length=40, unique=True)


class ProductQuerySet(models.QuerySet):
    def visible(self):
        return self.filter(active=True)

    def in_category(self, category):
        return self.filter(category=category)


class Product(models.Model):
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="products")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    tags = models.ManyToManyField(Tag, blank=True, related_name="products")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    sku = models.CharField(max_length=32, unique=True, db_index=True)
    ean = models.CharField(max_length=13, blank=True)
    active = models.BooleanField(default=True)
    attributes = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["category", "active", "-published_at"], name="product_shelf"),
            models.Index(fields=["brand"], name="product_brand"),
            models.Index(Upper("name"), name="product_name_upper"),
            GinIndex(fields=["attributes"], name="product_attributes"),
        ]

    def __str__(self):
        return f"{self.brand.name} {self.name}"


class PriceChange(models.Model):
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="price_changes")
    price = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    valid_from = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["product", "currency", "-valid_from"], name="price_current"),
            models.Index(fields=["product", "currency"], name="price_of_product"),
        ]
