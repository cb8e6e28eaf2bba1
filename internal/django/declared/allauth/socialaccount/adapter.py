class DefaultSocialAccountAdapter:
    pass
