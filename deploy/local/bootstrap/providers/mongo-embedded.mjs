/** Our own small server of the MongoDB protocol (libs/embedded-mongo): needs nothing but npm packages. @type {import('../types').Provider} */
export const mongoEmbedded = {
  id: 'mongo-embedded',
  title: 'embedded store',
  async probe() {
    return {
      state: 'ready',
      choice: {
        provider: 'mongo-embedded',
        kind: 'embedded',
        target: 'dist/libs/embedded-mongo/main.js',
        title: 'embedded store (one machine, trial and tests)',
      },
    };
  },
};
