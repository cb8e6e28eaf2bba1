from packaged.models.deep.inner import Deep, Deeper

__all__ = ("Deep",)
__all__ += ("Deeper",)
