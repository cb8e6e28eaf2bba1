

class DocumentChooserBlock:
    pass
