/** A server that runs already; whether it answers, and as whom, is seen when the suite connects. @type {import('../types').Provider} */
export const mongoUri = {
  id: 'mongo-uri',
  title: 'MONGODB_URI',
  async probe({ env }) {
    const address = env.MONGODB_URI;
    if (!address) return { state: 'refused', why: 'not set' };
    if (!/^mongodb(\+srv)?:\/\//.test(address)) return { state: 'refused', why: 'does not begin with mongodb:// or mongodb+srv://' };
    return { state: 'ready', choice: { provider: 'mongo-uri', kind: 'url', target: address, title: 'the server at MONGODB_URI' } };
  },
};
