class Sitemap:
    def items(self):
        return []


class GenericSitemap(Sitemap):
    pass
