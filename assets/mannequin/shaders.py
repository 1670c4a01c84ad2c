"""The shader programs: one for the shadows, one for the picture."""

SHADOW_VERTEX = """
#version 330
uniform mat4 light;
in vec3 in_position;
void main() { gl_Position = light * vec4(in_position, 1.0); }
"""

SHADOW_FRAGMENT = """
#version 330
void main() {}
"""

VERTEX = """
#version 330
uniform mat4 camera;
in vec3 in_position; in vec3 in_normal; in vec2 in_uv; in vec4 in_cut;
out vec3 position; out vec3 normal; out vec2 uv; out vec4 cut;
void main() {
    position = in_position; normal = in_normal; uv = in_uv; cut = in_cut;
    gl_Position = camera * vec4(in_position, 1.0);
}
"""

# kind: 0 plain, 1 textured, 2 skin, 3 cloth, 4 hair and eyes (picture with holes)
# cut: x = along the arm (0 shoulder, 1 wrist; 0 elsewhere), y = along the leg, z = rest height, w = rest depth
FRAGMENT = """
#version 330
const int LIGHTS = %(lights)d;
uniform sampler2D picture;
uniform sampler2DShadow shadows;
uniform mat4 light[LIGHTS];
uniform vec3 towards[LIGHTS];
uniform vec3 power[LIGHTS];
uniform vec4 tile[LIGHTS];
uniform vec3 ambient;
uniform vec3 bounce;
uniform vec3 eye;
uniform vec3 colour;
uniform int kind;
uniform float person;
uniform float gloss;
uniform float exposure;
uniform vec4 hems;        // sleeve, leg, waist height, neck height
uniform vec3 top_colour; uniform vec3 trousers_colour; uniform vec3 trim_colour; uniform vec3 sock_colour;
uniform float socks;
in vec3 position; in vec3 normal; in vec2 uv; in vec4 cut;
out vec4 result;

float hash(vec3 p) { return fract(sin(dot(p, vec3(12.9898, 78.233, 37.719))) * 43758.5453); }

// 0 bare, 1 top, 2 trousers, 3 trim, 4 sock; margin > 0 shrinks the garment
int garment(float margin) {
    float neck = hems.w + 0.42 * cut.w;
    bool arm = cut.x > 0.04;
    if (socks > 0.5 && cut.y > 0.90 + margin * 2.0) return 4;
    if (arm) {
        if (cut.x > hems.x - margin * 2.0) return 0;
        return cut.x > hems.x - 0.035 ? 3 : 1;
    }
    if (cut.z > neck - margin) return 0;
    if (cut.z > hems.z) return cut.z > neck - 0.016 ? 3 : 1;
    if (cut.y > hems.y - margin * 2.0) return 0;
    return 2;
}

vec3 film(vec3 x) { return clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0); }

void main() {
    vec3 n = normalize(normal);
    vec3 v = normalize(eye - position);
    if (dot(n, v) < 0.0) n = -n;
    vec3 albedo = colour;
    float wrap = 0.0;
    float shine = gloss;
    if (kind == 1 || kind == 2 || kind == 4) {
        vec4 t = texture(picture, uv);
        if (kind == 4 && t.a < 0.35) discard;
        albedo *= pow(t.rgb, vec3(2.2));
    }
    if (kind == 2) { if (garment(0.012) != 0) discard; wrap = 0.25; }
    if (kind == 3) {
        int g = garment(0.0);
        if (g == 0) discard;
        albedo = g == 1 ? top_colour : g == 2 ? trousers_colour : g == 3 ? trim_colour : sock_colour;
        albedo *= 0.93 + 0.14 * hash(floor(vec3(cut.xyz) * 600.0));
    }
    vec3 sum = vec3(0.0);
    vec3 p = position + n * 0.012;
    for (int i = 0; i < LIGHTS; i++) {
        float c = (dot(n, towards[i]) + wrap) / (1.0 + wrap);
        if (c <= 0.0) continue;
        vec4 q = light[i] * vec4(p, 1.0);
        float lit = 1.0;
        if (abs(q.x) < 0.98 && abs(q.y) < 0.98)
            lit = texture(shadows, vec3((q.xy * 0.5 + 0.5) * tile[i].zw + tile[i].xy, q.z * 0.5 + 0.5 - 0.0015));
        vec3 h = normalize(towards[i] + v);
        float s = shine * pow(max(dot(n, h), 0.0), 28.0);
        sum += power[i] * lit * (albedo * c + s);
    }
    float up = n.z * 0.5 + 0.5;
    sum += albedo * (ambient * (0.55 + 0.45 * up) + bounce * (1.0 - up) * exp(-1.6 * max(position.z, 0.0)));
    if (kind == 2 || kind == 3) sum += albedo * 0.10 * pow(1.0 - max(dot(n, v), 0.0), 3.0);
    result = vec4(pow(film(sum * exposure), vec3(1.0 / 2.2)), person);
}
"""
