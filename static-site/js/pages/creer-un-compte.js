// The form that creates a compte.
import { Creation } from '../compte/creation.js';

await new Creation().start();
