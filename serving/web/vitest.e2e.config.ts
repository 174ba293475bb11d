import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    environment: 'node',
    maxWorkers: 2, // much of a test is waiting for live data
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
