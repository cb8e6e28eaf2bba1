from .comparison import Cast, Coalesce, Collate, Greatest, Least, NullIf
from .datetime import *
from .json import JSONArray, JSONObject
from .math import *
from .text import *
from .uuid import UUID4, UUID7
from .window import *
