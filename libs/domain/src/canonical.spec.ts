import { canonical } from './canonical';

describe('canonical JSON', () => {
  // RFC 8785, 3.2.2 and 3.2.3
  it('is the text that the RFC gives for its own example', () => {
    const example = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonical(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders keys by their UTF-16 units, whatever order they came in', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const object = Object.fromEntries(keys.map((key) => [key, 1]));
    expect(Object.keys(JSON.parse(canonical(object)) as object)).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ]);
    expect(canonical({ b: { d: 1, c: 2 }, a: [] })).toBe('{"a":[],"b":{"c":2,"d":1}}');
  });

  it('leaves out what JSON leaves out and refuses what it cannot say', () => {
    expect(canonical({ a: undefined, b: [undefined, null] })).toBe('{"b":[null,null]}');
    for (const value of [NaN, Infinity, undefined]) expect(() => canonical(value)).toThrow(TypeError);
  });
});
