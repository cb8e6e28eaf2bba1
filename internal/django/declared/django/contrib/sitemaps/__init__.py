class Sitemap:
    pass


class GenericSitemap(Sitemap):
    pass
