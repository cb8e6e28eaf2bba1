__all__ = ["MORE_LENGTH", "MORE_CHOICES"]

MORE_LENGTH = 50
MORE_CHOICES = [("a", "A"), ("bcd", "BCD")]
NOT_EXPORTED = 1
_hidden = 12
