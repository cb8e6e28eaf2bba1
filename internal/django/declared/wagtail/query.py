from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from modelsearch.queryset import SearchableQuerySetMixin
from treebeard.mp_tree import MP_NodeQuerySet


class TreeQuerySet(MP_NodeQuerySet):
    def descendant_of_q(self, other, inclusive=False):
        below = Q(path__startswith=other.path) & Q(depth__gte=other.depth)
        return below if inclusive else below & ~Q(pk=other.pk)

    def descendant_of(self, other, inclusive=False):
        return self.filter(self.descendant_of_q(other, inclusive))

    def not_descendant_of(self, other, inclusive=False):
        return self.exclude(self.descendant_of_q(other, inclusive))

    def child_of_q(self, other):
        return self.descendant_of_q(other) & Q(depth=other.depth + 1)

    def child_of(self, other):
        return self.filter(self.child_of_q(other))

    def not_child_of(self, other):
        return self.exclude(self.child_of_q(other))

    def ancestor_of_q(self, other, inclusive=False):
        above = Q(path__in=[other.path])
        return above if inclusive else above & ~Q(pk=other.pk)

    def ancestor_of(self, other, inclusive=False):
        return self.filter(self.ancestor_of_q(other, inclusive))

    def not_ancestor_of(self, other, inclusive=False):
        return self.exclude(self.ancestor_of_q(other, inclusive))

    def parent_of(self, other):
        return self.filter(path=other.path)

    def sibling_of_q(self, other, inclusive=True):
        beside = Q(path__startswith=other.path) & Q(depth=other.depth)
        return beside if inclusive else beside & ~Q(pk=other.pk)

    def sibling_of(self, other, inclusive=True):
        return self.filter(self.sibling_of_q(other, inclusive))

    def not_sibling_of(self, other, inclusive=True):
        return self.exclude(self.sibling_of_q(other, inclusive))


class SpecificQuerySetMixin:
    def specific(self, defer=False):
        return self.all()


class PageQuerySet(SearchableQuerySetMixin, SpecificQuerySetMixin, TreeQuerySet):
    def live(self):
        return self.filter(live=True)

    def not_live(self):
        return self.exclude(live=True)

    def in_menu(self):
        return self.filter(show_in_menus=True)

    def not_in_menu(self):
        return self.exclude(show_in_menus=True)

    def page(self, other):
        return self.filter(id=other.id)

    def not_page(self, other):
        return self.exclude(id=other.id)

    def exact_type(self, *types):
        return self.filter(content_type__in=list(ContentType.objects.get_for_models(*types).values()))

    def not_exact_type(self, *types):
        return self.exclude(content_type__in=list(ContentType.objects.get_for_models(*types).values()))

    def type(self, *types):
        return self.exact_type(*types)

    def not_type(self, *types):
        return self.not_exact_type(*types)

    def in_site(self, site):
        return self.descendant_of(site.root_page, inclusive=True)

    def translation_of(self, page, inclusive=False):
        translations = self.filter(translation_key=page.translation_key)
        return translations if inclusive else translations.exclude(pk=page.pk)
