from rest_framework import serializers

from .models import Product


class ProductSerializer(serializers.ModelSerializer):
    brand = serializers.CharField(source="brand.name")
    tags = serializers.SerializerMethodField()

    class Meta:
        model = Product
        fields = ["sku", "slug", "name", "brand", "tags", "published_at"]

    def get_tags(self, product):
        return [tag.name for tag in product.tags.all()]
