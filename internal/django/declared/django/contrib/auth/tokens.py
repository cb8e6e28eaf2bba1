class PasswordResetTokenGenerator:
    pass
