package flows
import ("testing";"math/rand/v2";"fmt";"sync";"os";"strconv")
func TestZZ(t *testing.T){
 n,_ := strconv.Atoi(os.Getenv("ZZ"))
 var mu sync.Mutex; seen := map[State]int{}
 for w := range 2 { t.Run(fmt.Sprint(w), func(t *testing.T){ t.Parallel()
  r := rand.New(rand.NewPCG(uint64(w)+77, 9))
  for range n { data := make([]byte, 700); for i := range data { data[i]=byte(r.UintN(256)) }
   p := play(t, &dice{data:data}); mu.Lock(); for s, c := range p.seen { seen[s]+=c }; mu.Unlock() }
 })}
 t.Cleanup(func(){ fmt.Println(seen) })
}
