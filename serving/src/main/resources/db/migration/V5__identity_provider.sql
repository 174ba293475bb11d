-- Who signs in at an identity provider has a row, too: it can be disabled, and sessions belong to it.
-- Its name is 'oidc:' and the provider's subject; it has no password here.
ALTER TABLE account
  ALTER COLUMN password_hash DROP NOT NULL,
  ADD COLUMN issuer text,
  ADD COLUMN shown text,
  ADD CONSTRAINT password_or_provider CHECK ((password_hash IS NULL) = (issuer IS NOT NULL));
