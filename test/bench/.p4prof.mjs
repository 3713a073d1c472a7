const d=await import('/work/main/test/bench/p4/data.ts')
 const {aggregate}=await import('/work/main/shared/monitoring/model.ts');
 const g=d.grouping(); const v=d.slices();
 const cols=v.map(values=>({units:Int32Array.from(values.keys()),values,statuses:new Uint8Array(values.length),scale:1}));
 for(let i=0;i<6;i++){const t=Date.now(); cols.map(c=>aggregate(c,g,{rule:'sum'})); console.log('ours',Date.now()-t)}
