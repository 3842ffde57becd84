export { dropBeginnings as default } from '../support/beginnings';
