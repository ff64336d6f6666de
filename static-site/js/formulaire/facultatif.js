// A module that a page does well without: nothing, where it cannot be fetched (no network, or a newer site).

/** @template T @param {Promise<T>} module @returns {Promise<T|undefined>} */
export const orNone = (module) => module.catch((error) => (error instanceof TypeError ? undefined : Promise.reject(error)));
