from .array import ArrayField
from .citext import CICharField, CIEmailField, CIText, CITextField
from .hstore import HStoreField
from .jsonb import JSONField
from .ranges import *
