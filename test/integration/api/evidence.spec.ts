import sharp from 'sharp';
import { evidenceKept } from '#contract';
import { type Answer, filing, Served } from './served';

/** A picture that a recompression keeps: bands of colour, turned by `turn`. */
function scene(width: number, height: number, turn = 0) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      pixels[at] = (Math.sin((x / width) * 9 + turn) + 1) * 120;
      pixels[at + 1] = (Math.cos((y / height) * 7 - turn * 2) + 1) * 120;
      pixels[at + 2] = (Math.sin(((x / width + y / height) / 2) * 12 + turn * 3) + 1) * 120;
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

describe('photos over HTTP', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  const upload = (username: string, bytes: Buffer, type = 'image/jpeg'): Promise<Answer> =>
    served.done(username, '/evidence', bytes, { 'content-type': type });

  const camera = { lng: '116/1 30/1 0/1', lat: '31/1 43/1 48/1' };
  const withCamera = (picture: sharp.Sharp, time: string) =>
    picture.withExif({
      IFD2: { DateTimeOriginal: time },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: camera.lat, GPSLongitudeRef: 'E', GPSLongitude: camera.lng },
    });

  it.each(['jpeg', 'png', 'webp'] as const)('takes %s, whatever the header says', async (format) => {
    const bytes = await scene(120, 90, format.length).toFormat(format).toBuffer();
    const { body } = await upload('inspector', bytes, 'application/octet-stream');
    expect(evidenceKept.parse(body)).toMatchObject({ type: `image/${format}`, width: 120, height: 90 });
  });

  it('takes a multipart form, keeps what the camera says, and shows three sizes', async () => {
    const bytes = await withCamera(scene(2600, 1300), '2026:09:17 08:41:00').jpeg().toBuffer();
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), '../../严暗访.php');
    const { body, status } = await served.done('inspector', '/evidence', form);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      type: 'image/jpeg',
      capturedAt: '2026-09-17T08:41:00.000+08:00',
      lng: 116.5,
      lat: expect.closeTo(31.73, 4),
      nearDuplicates: [],
    });
    for (const [size, width] of [
      ['small', 320],
      ['medium', 1024],
      ['large', 2048],
    ] as const) {
      const response = await fetch(`${served.origin}/api/v1/evidence/${body.sha256}/${size}`, {
        headers: { authorization: `Bearer ${await served.token('inspector')}` },
      });
      expect(response.headers.get('content-type')).toBe('image/jpeg');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await sharp(Buffer.from(await response.arrayBuffer())).metadata()).toMatchObject({ width });
    }
    expect((await served.get('inspector', `/evidence/${body.sha256}/huge`)).status).toBe(404);
  });

  it('keeps the same bytes once, and the first uploader with them', async () => {
    const bytes = await scene(200, 150, 9).jpeg().toBuffer();
    const [first, second] = await Promise.all([upload('inspector', bytes), upload('inspector', bytes)]);
    expect(second.body.sha256).toBe(first.body.sha256);
    expect(await served.district.count('evidence', 'sha256 = $1', [first.body.sha256])).toBe(1);
    await upload('handler.zj', bytes);
    const record = await served.district.record.evidence.find(first.body.sha256);
    expect(record?.uploadedBy).toBe((await served.district.actor('inspector')).personId);
  });

  it('shows a photo to its uploader until a finding holds it, then to whoever sees that finding', async () => {
    const { sha256 } = (await upload('inspector', await scene(220, 150, 4).jpeg().toBuffer())).body;
    expect((await served.get('inspector', `/evidence/${sha256}/small`)).status).toBe(200);
    expect((await served.get('dispatcher', `/evidence/${sha256}/small`)).status).toBe(404);
    await served.file({ evidence: [{ sha256 }] });
    expect((await served.get('dispatcher', `/evidence/${sha256}/small`)).status).toBe(200);
    expect((await served.get('handler.zhongshi', `/evidence/${sha256}/small`)).status).toBe(404);
  });

  it('flags a near-duplicate, an older and a far photo; its facts come from the bytes, not from the claim', async () => {
    const before = (
      await upload(
        'inspector',
        await withCamera(scene(900, 700, 1), '2026:09:17 08:50:00')
          .jpeg()
          .toBuffer(),
      )
    ).body;
    const id = await served.file({ evidence: [{ sha256: before.sha256 }], capturedAt: '2026-09-17T08:50:00+08:00' });
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg' });
    await served.done('handler.cg', `/findings/${id}/sign`);
    const forwarded = (
      await upload('handler.cg', await scene(900, 700, 1).resize(400).webp({ quality: 50 }).toBuffer())
    ).body;
    expect(forwarded.sha256).not.toBe(before.sha256);
    const old = await withCamera(scene(500, 400, 2.2), '2026:09:16 10:00:00')
      .jpeg()
      .toBuffer();
    const stale = (await upload('handler.cg', old)).body;
    const evidence = [{ sha256: forwarded.sha256 }, { sha256: stale.sha256 }];
    await served.done('handler.cg', `/findings/${id}/submit`, { text: '已整改', evidence });
    const { submissions } = (await served.get('dispatcher', `/findings/${id}`)).body;
    const [one, two] = submissions[0].evidence;
    expect(one.flags.sort()).toEqual(['near_duplicate', 'no_exif']);
    expect(two.flags).toEqual(['older_than_discovery']);
    // A phone whose clock runs ahead does not make honest after-photos old.
    const ahead = await served.file({ capturedAt: '2027-01-01T00:00:00+08:00' });
    await served.done('dispatcher', `/findings/${ahead}/assign`, { unitId: 'cg' });
    await served.done('handler.cg', `/findings/${ahead}/sign`);
    served.district.clock.now += 60_000;
    const honest = await withCamera(scene(510, 410, 3.1), '2026:09:17 09:00:30')
      .jpeg()
      .toBuffer();
    const { sha256 } = (await upload('handler.cg', honest)).body;
    await served.done('handler.cg', `/findings/${ahead}/submit`, { text: '已整改', evidence: [{ sha256 }] });
    served.district.clock.now -= 60_000;
    const after = (await served.get('dispatcher', `/findings/${ahead}`)).body.submissions[0].evidence[0];
    expect(after.flags).toEqual([]);
    const forged = { sha256: stale.sha256, capturedAt: '2026-09-17T10:00:00+08:00' };
    const claimed = await served.post('inspector', '/findings', filing({ evidence: [forged] }));
    expect(claimed.body.errors[0]).toMatchObject({ pointer: '/evidence/0/capturedAt', code: 'unknown_field' });
  });

  it('looks for nearly the same picture in other cases back to the ninetieth day and no farther', async () => {
    const { clock } = served.district;
    const first = clock.now;
    const flags = async (turn: number, quality: number): Promise<string[]> => {
      const { sha256 } = (await upload('inspector', await scene(480, 640, turn).jpeg({ quality }).toBuffer())).body;
      const id = await served.file({ evidence: [{ sha256 }] });
      return (await served.get('dispatcher', `/findings/${id}`)).body.evidence[0].flags;
    };
    // Signed in today, not then.
    await Promise.all(['inspector', 'dispatcher'].map((name) => served.token(name)));
    clock.now = first - 90 * 86_400_000 - 1;
    expect(await flags(11, 90)).toEqual(['no_exif']);
    clock.now += 1;
    expect(await flags(12, 90)).toEqual(['no_exif']);
    clock.now = first;
    expect(await flags(11, 60)).toEqual(['no_exif']);
    expect((await flags(12, 60)).sort()).toEqual(['near_duplicate', 'no_exif']);
  });

  it('flags a photo taken farther than 300 m from the place, not one nearer', async () => {
    const bytes = await withCamera(scene(420, 420, 13), '2026:09:17 08:50:00')
      .jpeg()
      .toBuffer();
    const { sha256, lng, lat } = (await upload('inspector', bytes)).body;
    const metre = 1 / 111_195;
    for (const [metres, flags] of [
      [299, []],
      [301, ['far']],
    ] as const) {
      const place = { ...filing().place, lng, lat: lat + metres * metre };
      const id = await served.file({ place, evidence: [{ sha256 }], capturedAt: '2026-09-17T08:50:00+08:00' });
      const seen: string[] = (await served.get('dispatcher', `/findings/${id}`)).body.evidence[0].flags;
      expect(seen.filter((flag) => flag === 'far')).toEqual(flags);
    }
  });

  it('suggests the findings in sight that hold nearly the same picture', async () => {
    const { sha256 } = (await upload('inspector', await scene(640, 480, 5).jpeg().toBuffer())).body;
    const id = await served.file({ evidence: [{ sha256 }] });
    const again = (await upload('inspector', await scene(640, 480, 5).jpeg({ quality: 40 }).toBuffer())).body;
    expect(again.nearDuplicates).toContainEqual({ findingId: id, sha256, distance: expect.any(Number) });
    const foreign = (await upload('handler.zj', await scene(640, 480, 5).jpeg({ quality: 45 }).toBuffer())).body;
    expect(foreign.nearDuplicates).toEqual([]);
  });

  it('refuses an exact copy of the before-photo as proof', async () => {
    const { sha256 } = (await upload('inspector', await scene(300, 300, 7).jpeg().toBuffer())).body;
    const id = await served.rectifying({ evidence: [{ sha256 }] });
    const refused = await served.post('handler.cg', `/findings/${id}/submit`, {
      text: '已整改',
      evidence: [{ sha256 }],
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'evidence_duplicate' } });
  });
});
