package io.hallpulse.agent.device;

import java.util.List;
import java.util.Optional;

/**
 * Faces of those who agreed to be known by them. Templates stay on the device; outside of it a face
 * is the visitor's token.
 */
public interface Faces {
  /** A device without a camera for it. */
  Faces NONE =
      new Faces() {
        @Override
        public boolean isReady() {
          return false;
        }

        @Override
        public Optional<String> whoIs(byte[] image) {
          return Optional.empty();
        }

        @Override
        public boolean enrol(String visitorToken, List<byte[]> images) {
          return false;
        }

        @Override
        public boolean forget(String visitorToken) {
          return false;
        }

        @Override
        public boolean knows(String visitorToken) {
          return false;
        }
      };

  boolean isReady();

  /** The token of whom a picture (JPEG, PNG) shows, empty if it is nobody known. */
  Optional<String> whoIs(byte[] image);

  /** Whether the pictures showed one face well enough. */
  boolean enrol(String visitorToken, List<byte[]> images);

  /** Deletes the template, at once; whether there was one. */
  boolean forget(String visitorToken);

  boolean knows(String visitorToken);
}
