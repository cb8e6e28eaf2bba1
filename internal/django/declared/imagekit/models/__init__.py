from imagekit.models.fields import ImageSpecField, ProcessedImageField
